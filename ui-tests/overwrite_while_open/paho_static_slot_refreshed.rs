//! The slot is a static; the second call connects while the first call's client is in it.
//! Source: statics and Option slots; broker row paho b1.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};
use std::sync::Mutex;

fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("chiller-1")
        .create_client()?;
    client.connect(ConnectOptions::new()).wait()?; //~ overwrite_while_open
    Ok(client)
}

static UPLINK: Mutex<Option<AsyncClient>> = Mutex::new(None);

fn refresh() -> paho_mqtt::Result<()> {
    let client = connect()?;
    *UPLINK.lock().expect("not poisoned") = Some(client);
    Ok(())
}

fn main() -> paho_mqtt::Result<()> {
    refresh()?;
    std::thread::sleep(std::time::Duration::from_secs(3600));
    refresh()
}
