//! The task keeps the client that came through a channel of async-channel until the next one comes, which has connected by then.
//! Source: channels that hand a handle to the task that owns it.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder, Message};
use std::time::Duration;

async fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("crusher-41")
        .create_client()?;
    client.connect(ConnectOptions::new()).await?; //~ task_left_running
    Ok(client)
}

async fn owner(clients: async_channel::Receiver<AsyncClient>) {
    let mut current: Option<AsyncClient> = None;
    while let Ok(client) = clients.recv().await {
        current = Some(client);
    }
    drop(current);
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
