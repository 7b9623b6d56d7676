//! The shadowed client lives, connected, to the end of `main`.
//! Truth table paho a1: takeover, x1.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};
use std::time::Duration;

fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("boiler-1")
        .create_client()?;
    client.connect(ConnectOptions::new()).wait_for(Duration::from_secs(5))?; //~ shadowed_while_open
    Ok(client)
}

fn main() -> paho_mqtt::Result<()> {
    let client = connect()?;
    let client = connect()?;
    std::thread::sleep(Duration::from_secs(60));
    Ok(())
}
