//! `drop(client)` closes: it is the last handle of its connection.
//! Truth table paho c2: no takeover.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};
use std::thread::sleep;
use std::time::Duration;

fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("oven-2")
        .create_client()?;
    client.connect(ConnectOptions::new()).wait_for(Duration::from_secs(5))?;
    Ok(client)
}

fn main() -> paho_mqtt::Result<()> {
    let client = connect()?;
    sleep(Duration::from_millis(100));
    drop(client);
    let client = connect()?;
    sleep(Duration::from_secs(60));
    Ok(())
}
