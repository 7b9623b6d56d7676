//! A publish that fails is logged, and tried again on the same client.
//! Source: the remedy of the lint's page.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder, Message};
use std::time::Duration;

#[tokio::main]
async fn main() -> paho_mqtt::Result<()> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("sorter-5")
        .create_client()?;
    client.connect(ConnectOptions::new()).await?;
    for quality in [3, 1, 1] {
        if let Err(error) = client.publish(Message::new("sorter/5", "1201", quality)).await {
            eprintln!("{error}");
        }
        tokio::time::sleep(Duration::from_secs(10)).await;
    }
    Ok(())
}
