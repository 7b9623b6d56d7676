//! A callback of the first client captures a clone through an `Arc`: never closed.
//! Source: naive lint, false negative 6; broker row paho c2c.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};
use std::sync::Arc;

fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("meter-4")
        .create_client()?;
    client.connect(ConnectOptions::new()).wait()?; //~ kept_while_open
    Ok(client)
}

fn main() -> paho_mqtt::Result<()> {
    let client = Arc::new(connect()?);
    let in_callback = client.clone();
    client.set_connection_lost_callback(move |_| println!("{}", in_callback.client_id()));
    drop(client);
    let client = connect()?;
    println!("{}", client.is_connected());
    Ok(())
}
