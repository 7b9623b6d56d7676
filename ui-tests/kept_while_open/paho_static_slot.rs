//! A static keeps the first client; statics never drop.
//! Source: statics; broker row paho g2.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};
use std::sync::OnceLock;

fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("meter-4")
        .create_client()?;
    client.connect(ConnectOptions::new()).wait()?; //~ kept_while_open
    Ok(client)
}

static UPLINK: OnceLock<AsyncClient> = OnceLock::new();

fn main() -> paho_mqtt::Result<()> {
    let client = connect()?;
    UPLINK.set(client).ok();
    let client = connect()?;
    println!("{}", client.is_connected());
    Ok(())
}
