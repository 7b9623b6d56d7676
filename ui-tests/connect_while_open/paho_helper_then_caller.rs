//! A helper opens and gives the client back; its caller opens another of the same identity.
//! Source: taxonomy T2; broker row paho a1.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};
use std::time::Duration;

const DEVICE: &str = "substation-11";

fn create() -> paho_mqtt::Result<AsyncClient> {
    CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id(DEVICE)
        .create_client()
}

fn online() -> paho_mqtt::Result<AsyncClient> {
    let client = create()?;
    client.connect(ConnectOptions::new()).wait()?;
    Ok(client)
}

fn main() -> paho_mqtt::Result<()> {
    let first = online()?;
    let second = create()?;
    second.connect(ConnectOptions::new()).wait()?; //~ connect_while_open
    std::thread::sleep(Duration::from_secs(60));
    println!("{} {}", first.is_connected(), second.is_connected());
    Ok(())
}
