//! The task keeps the client that came through a channel of futures until the next one comes, which has connected by then.
//! Source: channels that hand a handle to the task that owns it.
#![allow(unused)]

use futures::channel::mpsc;
use futures::{SinkExt, StreamExt};
use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder, Message};
use std::time::Duration;

async fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("crusher-61")
        .create_client()?;
    client.connect(ConnectOptions::new()).await?; //~ task_left_running
    Ok(client)
}

async fn owner(mut clients: mpsc::Receiver<AsyncClient>) {
    let mut current: Option<AsyncClient> = None;
    while let Some(client) = clients.next().await {
        current = Some(client);
    }
    drop(current);
}

#[tokio::main]
async fn main() -> paho_mqtt::Result<()> {
    let (mut sender, clients) = mpsc::channel(4);
    let owner = tokio::spawn(owner(clients));
    for _ in 0..2 {
        let _ = sender.send(connect().await?).await;
        tokio::time::sleep(Duration::from_secs(2)).await;
    }
    drop(sender);
    let _ = owner.await;
    Ok(())
}
