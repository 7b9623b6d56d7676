//! Entries of different devices: an insert under another key, with another identity.
//! Source: identity is a value; the look-alike of the map's `insert`.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};
use std::collections::HashMap;

fn connect(device: &str) -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id(device)
        .create_client()?;
    client.connect(ConnectOptions::new()).wait()?;
    Ok(client)
}

fn main() -> paho_mqtt::Result<()> {
    let mut links = HashMap::new();
    links.insert("chiller", connect("chiller-1")?);
    links.insert("boiler", connect("boiler-1")?);
    println!("{}", links.len());
    Ok(())
}
