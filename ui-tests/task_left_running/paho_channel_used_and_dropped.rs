//! The task is through with each client before it waits for the next one.
//! Source: look-alike of paho_channel_slot.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder, Message};
use std::time::Duration;
use tokio::sync::mpsc;

async fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("crusher-2")
        .create_client()?;
    client.connect(ConnectOptions::new()).await?;
    Ok(client)
}

async fn owner(mut clients: mpsc::Receiver<AsyncClient>) {
    while let Some(client) = clients.recv().await {
        let _ = client.publish(Message::new("crusher/2", "on", 1)).await;
    }
}

#[tokio::main]
async fn main() -> paho_mqtt::Result<()> {
    let (sender, clients) = mpsc::channel(4);
    let owner = tokio::spawn(owner(clients));
    for _ in 0..2 {
        let _ = sender.send(connect().await?).await;
        tokio::time::sleep(Duration::from_secs(2)).await;
    }
    drop(sender);
    let _ = owner.await;
    Ok(())
}
