//! The second attempt is made with the same client: it opens no second connection.
//! Truth table paho h1: no takeover.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};
use std::time::Duration;

fn main() -> paho_mqtt::Result<()> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("crane-2")
        .create_client()?;
    let mut attempts = 0;
    while attempts < 3 && client.connect(ConnectOptions::new()).wait_for(Duration::from_secs(1)).is_err() {
        attempts += 1;
    }
    println!("{}", client.is_connected());
    Ok(())
}
