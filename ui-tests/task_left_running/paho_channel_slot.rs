//! The task keeps the client that it was sent until it is sent the next one, which has connected by then.
//! Source: channels that hand a handle to the task that owns it.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder, Message};
use std::time::Duration;
use tokio::sync::mpsc;

async fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("crusher-1")
        .create_client()?;
    client.connect(ConnectOptions::new()).await?; //~ task_left_running
    Ok(client)
}

#[tokio::main]
async fn main() -> paho_mqtt::Result<()> {
    let (sender, mut clients) = mpsc::channel(4);
    let owner = tokio::spawn(async move {
        let mut current: Option<AsyncClient> = None;
        while let Some(client) = clients.recv().await {
            current = Some(client);
        }
        drop(current);
    });
    for _ in 0..2 {
        let _ = sender.send(connect().await?).await;
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    drop(sender);
    let _ = owner.await;
    Ok(())
}
