//! The map's old value is removed, and so dropped, before the new one connects.
//! Source: evaluation order, the correct form; broker row paho c1.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};
use std::collections::HashMap;

fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("dryer-1")
        .create_client()?;
    client.connect(ConnectOptions::new()).wait()?;
    Ok(client)
}

fn main() -> paho_mqtt::Result<()> {
    let mut links = HashMap::new();
    links.insert("dryer", connect()?);
    std::thread::sleep(std::time::Duration::from_secs(3600));
    links.remove("dryer");
    links.insert("dryer", connect()?);
    println!("{}", links.len());
    Ok(())
}
