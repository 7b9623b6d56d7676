//! The variable's value is dropped by name before the new one connects.
//! Source: evaluation order, the correct form; broker row paho c2.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

async fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("dryer-1")
        .create_client()?;
    client.connect(ConnectOptions::new()).await?;
    Ok(client)
}

#[tokio::main]
async fn main() -> paho_mqtt::Result<()> {
    let mut client = connect().await?;
    tokio::time::sleep(std::time::Duration::from_secs(3600)).await;
    drop(client);
    client = connect().await?;
    println!("{}", client.is_connected());
    Ok(())
}
