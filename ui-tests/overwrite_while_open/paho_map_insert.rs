//! A map's `insert` drops the old value after the new one has connected.
//! Source: evaluation order, measured; broker row paho b1.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};
use std::collections::HashMap;

fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("dryer-1")
        .create_client()?;
    client.connect(ConnectOptions::new()).wait()?; //~ overwrite_while_open
    Ok(client)
}

fn main() -> paho_mqtt::Result<()> {
    let mut links = HashMap::new();
    links.insert("dryer", connect()?);
    std::thread::sleep(std::time::Duration::from_secs(3600));
    links.insert("dryer", connect()?);
    println!("{}", links.len());
    Ok(())
}
