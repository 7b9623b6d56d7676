//! The client that a task has given is closed before the next one connects.
//! Source: look-alike of `paho_spawned_connect`.
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
    first.disconnect(None).await?;
    let second = tokio::spawn(connect("fan-2")).await??;
    println!("{}", second.is_connected());
    Ok(())
}
