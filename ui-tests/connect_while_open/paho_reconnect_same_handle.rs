//! The usual retry loop: `reconnect` of the one handle until it works.
//! Source: naive lint, false positive 4; broker row paho e2.
#![allow(unused)]

use paho_mqtt::{ConnectOptions, CreateOptionsBuilder};
use std::time::Duration;

#[tokio::main]
async fn main() -> paho_mqtt::Result<()> {
    let mut client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("gateway-5")
        .create_client()?;
    let messages = client.get_stream(25);
    client.connect(ConnectOptions::new()).await?;
    while let Ok(message) = messages.recv().await {
        if let Some(message) = message {
            println!("{message}");
        } else {
            while let Err(error) = client.reconnect().await {
                eprintln!("{error}");
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        }
    }
    Ok(())
}
