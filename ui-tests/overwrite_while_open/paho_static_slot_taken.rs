//! The static slot is emptied before the next client connects.
//! Source: statics and Option slots, the correct form; broker row paho c4.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};
use std::sync::Mutex;

fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("chiller-1")
        .create_client()?;
    client.connect(ConnectOptions::new()).wait()?;
    Ok(client)
}

static UPLINK: Mutex<Option<AsyncClient>> = Mutex::new(None);

fn refresh() -> paho_mqtt::Result<()> {
    let mut uplink = UPLINK.lock().expect("not poisoned");
    uplink.take();
    *uplink = Some(connect()?);
    Ok(())
}

fn main() -> paho_mqtt::Result<()> {
    refresh()?;
    std::thread::sleep(std::time::Duration::from_secs(3600));
    refresh()
}
