//! `disconnect` not awaited, then `reconnect` of the same handle: the reconnect is lost, but nothing is opened twice.
//! Truth table paho e2c: no takeover (stays offline in 7 of 8 runs).
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
    let _ = client.disconnect(None);
    if let Err(error) = client.reconnect().await {
        eprintln!("{error}");
    }
    Ok(())
}
