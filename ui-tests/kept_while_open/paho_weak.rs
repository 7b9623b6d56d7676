//! A `Weak` keeps nothing.
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
    let for_watchdog = Arc::downgrade(&client);
    drop(client);
    let client = Arc::new(connect()?);
    println!("{} {}", for_watchdog.upgrade().is_none(), client.is_connected());
    Ok(())
}
