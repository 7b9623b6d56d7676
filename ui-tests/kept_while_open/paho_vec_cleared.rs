//! The collection is cleared before each connect.
//! Source: collections, the correct form; broker row paho c2.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("meter-4")
        .create_client()?;
    client.connect(ConnectOptions::new()).wait()?;
    Ok(client)
}

fn main() -> paho_mqtt::Result<()> {
    let mut clients = Vec::new();
    for _ in 0..3 {
        clients.clear();
        clients.push(connect()?);
        std::thread::sleep(std::time::Duration::from_secs(60));
    }
    Ok(())
}
