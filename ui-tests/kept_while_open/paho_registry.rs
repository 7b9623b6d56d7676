//! The client moves into a registry that the caller holds.
//! Source: moves into structs; broker row paho f1.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("meter-4")
        .create_client()?;
    client.connect(ConnectOptions::new()).wait()?; //~ kept_while_open
    Ok(client)
}

#[derive(Default)]
struct Registry {
    clients: Vec<AsyncClient>,
}

fn register(registry: &mut Registry) -> paho_mqtt::Result<()> {
    registry.clients.push(connect()?);
    Ok(())
}

fn main() -> paho_mqtt::Result<()> {
    let mut registry = Registry::default();
    register(&mut registry)?;
    register(&mut registry)?;
    println!("{}", registry.clients.len());
    Ok(())
}
