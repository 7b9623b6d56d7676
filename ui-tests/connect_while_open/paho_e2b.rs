//! `disconnect` waited for, then `reconnect` of the same handle.
//! Truth table paho e2b: no takeover.
#![allow(unused)]

use paho_mqtt::{ConnectOptions, CreateOptionsBuilder};
use std::time::Duration;

#[tokio::main]
async fn main() -> paho_mqtt::Result<()> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("mixer-6")
        .create_client()?;
    client.connect(ConnectOptions::new()).await?;
    client.disconnect(None).await?;
    client.reconnect().await?;
    tokio::time::sleep(Duration::from_secs(60)).await;
    Ok(())
}
