//! Every `Arc` of the first client is dropped before the second one connects.
//! Source: clones close with the last one; broker row paho c2.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};
use std::sync::Arc;

fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("meter-4")
        .create_client()?;
    client.connect(ConnectOptions::new()).wait()?;
    Ok(client)
}

fn main() -> paho_mqtt::Result<()> {
    let client = Arc::new(connect()?);
    let for_watchdog = Arc::clone(&client);
    drop(client);
    drop(for_watchdog);
    let client = Arc::new(connect()?);
    println!("{}", client.is_connected());
    Ok(())
}
