//! `reconnect` on a connected handle opens nothing.
//! Truth table paho e2: no takeover, 1 connect.
#![allow(unused)]

use paho_mqtt::{ConnectOptions, CreateOptionsBuilder};
use std::time::Duration;

fn main() -> paho_mqtt::Result<()> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("mixer-6")
        .create_client()?;
    client.connect(ConnectOptions::new()).wait_for(Duration::from_secs(5))?;
    if let Err(error) = client.reconnect().wait_for(Duration::from_secs(2)) {
        eprintln!("{error}");
    }
    Ok(())
}
