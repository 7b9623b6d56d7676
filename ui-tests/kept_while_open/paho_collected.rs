//! An iterator collects one client for each turn.
//! Source: collections; broker row paho f1.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("fan-2")
        .create_client()?;
    client.connect(ConnectOptions::new()).wait()?; //~ kept_while_open
    Ok(client)
}

fn main() -> paho_mqtt::Result<()> {
    let clients = (0..3).map(|_| connect()).collect::<Result<Vec<_>, _>>()?;
    println!("{}", clients.len());
    Ok(())
}
