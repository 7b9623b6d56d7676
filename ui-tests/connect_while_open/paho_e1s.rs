//! The same with the sync client.
//! Truth table paho e1s: no takeover, 1 connect, hangs for its timeout.
#![allow(unused)]

use paho_mqtt::{Client, ConnectOptions, CreateOptionsBuilder};
use std::time::Duration;

fn main() -> paho_mqtt::Result<()> {
    let create_options = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("mixer-6")
        .finalize();
    let mut client = Client::new(create_options)?;
    client.set_timeout(Duration::from_secs(2));
    client.connect(ConnectOptions::new())?;
    client.connect(ConnectOptions::new())?;
    Ok(())
}
