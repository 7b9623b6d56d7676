//! What a task gives when it is joined is the client that it has connected.
//! Source: broker row paho a1; the oracle's programs with futures.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

async fn connect(id: &str) -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id(id)
        .create_client()?;
    client.connect(ConnectOptions::new()).await?;
    Ok(client)
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let first = tokio::spawn(connect("fan-2")).await??;
    let second = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("fan-2")
        .create_client()?;
    second.connect(ConnectOptions::new()).await?; //~ connect_while_open
    println!("{} {}", first.is_connected(), second.is_connected());
    Ok(())
}
