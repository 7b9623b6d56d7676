//! The branch that keeps the first client returns; the second connect is not reached with it.
//! Source: classic false positive (early return).
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

async fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("gateway-5")
        .create_client()?;
    client.connect(ConnectOptions::new()).await?;
    Ok(client)
}

async fn link() -> paho_mqtt::Result<AsyncClient> {
    if let Ok(client) = connect().await {
        return Ok(client);
    }
    eprintln!("one more try");
    connect().await
}

#[tokio::main]
async fn main() -> paho_mqtt::Result<()> {
    let client = link().await?;
    println!("{}", client.is_connected());
    Ok(())
}
