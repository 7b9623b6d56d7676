//! Each call makes a fresh identity.
//! Source: naive lint, false positive 8.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};
use uuid::Uuid;

async fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id(format!("dashboard-{}", Uuid::new_v4()))
        .create_client()?;
    client.connect(ConnectOptions::new()).await?;
    Ok(client)
}

#[tokio::main]
async fn main() -> paho_mqtt::Result<()> {
    let left = connect().await?;
    let right = connect().await?;
    println!("{} {}", left.is_connected(), right.is_connected());
    Ok(())
}
