//! Two entries of a map, under two keys, with one identity.
//! Source: taxonomy T1; broker row paho f1.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};
use std::collections::HashMap;

fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("meter-4")
        .create_client()?;
    client.connect(ConnectOptions::new()).wait()?; //~ kept_while_open
    Ok(client)
}

fn main() -> paho_mqtt::Result<()> {
    let mut sessions = HashMap::new();
    sessions.insert("telemetry", connect()?);
    sessions.insert("commands", connect()?);
    for (name, client) in &sessions {
        println!("{name} {}", client.is_connected());
    }
    Ok(())
}
