//! A second `connect` on a connected handle opens nothing (and never completes): another bug, but not this one.
//! Truth table paho e1: no takeover, 1 connect, hangs.
#![allow(unused)]

use paho_mqtt::{ConnectOptions, CreateOptionsBuilder};
use std::time::Duration;

fn main() -> paho_mqtt::Result<()> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("mixer-6")
        .create_client()?;
    client.connect(ConnectOptions::new()).wait_for(Duration::from_secs(5))?;
    client.connect(ConnectOptions::new()).wait_for(Duration::from_secs(5))?;
    Ok(())
}
