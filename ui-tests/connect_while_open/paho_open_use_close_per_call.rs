//! Each call opens, uses and closes its own client, one after the other.
//! Source: taxonomy T3, the look-alike; broker row paho c3.
#![allow(unused)]

use paho_mqtt::{ConnectOptions, CreateOptionsBuilder, Message, QOS_1};
use std::time::Duration;

async fn send(topic: &str, text: &str) -> paho_mqtt::Result<()> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("freezer-3")
        .create_client()?;
    client.connect(ConnectOptions::new()).await?;
    client.publish(Message::new(topic, text, QOS_1)).await?;
    client.disconnect(None).await?;
    Ok(())
}

#[tokio::main]
async fn main() -> paho_mqtt::Result<()> {
    loop {
        send("degrees", "-17").await?;
        send("door", "closed").await?;
        tokio::time::sleep(Duration::from_secs(60)).await;
    }
}
