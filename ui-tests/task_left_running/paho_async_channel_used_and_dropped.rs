//! The task is through with each client that comes through a channel of async-channel before it waits for the next one.
//! Source: channels that hand a handle to the task that owns it.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder, Message};
use std::time::Duration;

async fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("crusher-42")
        .create_client()?;
    client.connect(ConnectOptions::new()).await?;
    Ok(client)
}

async fn owner(clients: async_channel::Receiver<AsyncClient>) {
    while let Ok(client) = clients.recv().await {
        let _ = client.publish(Message::new("crusher", "on", 1)).await;
    }
}

#[tokio::main]
async fn main() -> paho_mqtt::Result<()> {
    let (sender, clients) = async_channel::bounded(4);
    let owner = tokio::spawn(owner(clients));
    for _ in 0..2 {
        let _ = sender.send(connect().await?).await;
        tokio::time::sleep(Duration::from_secs(2)).await;
    }
    drop(sender);
    let _ = owner.await;
    Ok(())
}
