//! A client in a `lazy_static!` is taken out before the next one is opened.
//! Source: documentation of lazy_static 1.5; broker row paho a1.
#![allow(unused)]

use std::sync::Mutex;

use paho_mqtt::{AsyncClient, CreateOptionsBuilder};

fn connect(id: &str) -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id(id)
        .create_client()?;
    client.connect(None).wait()?;
    Ok(client)
}

lazy_static::lazy_static! {
    static ref CLIENT: Mutex<Option<AsyncClient>> = Mutex::new(None);
}

fn main() -> paho_mqtt::Result<()> {
    *CLIENT.lock().unwrap() = Some(connect("fan-2")?);
    CLIENT.lock().unwrap().take();
    *CLIENT.lock().unwrap() = Some(connect("fan-2")?);
    Ok(())
}
