//! The newest client lies in a `watch`, for whoever looks; it is replaced by one that has connected before.
//! Source: a channel that keeps the last value; broker row paho b1.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder, Message};
use std::time::Duration;
use tokio::sync::watch;

async fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("crusher-91")
        .create_client()?;
    client.connect(ConnectOptions::new()).await?; //~ kept_while_open
    Ok(client)
}

async fn report(clients: &watch::Receiver<Option<AsyncClient>>) {
    let newest = clients.borrow().clone();
    if let Some(client) = newest {
        let _ = client.publish(Message::new("crusher/91", "on", 1)).await;
    }
}

#[tokio::main]
async fn main() -> paho_mqtt::Result<()> {
    let (sender, clients) = watch::channel(Some(connect().await?));
    report(&clients).await;
    tokio::time::sleep(Duration::from_secs(60)).await;
    let _ = sender.send(Some(connect().await?));
    report(&clients).await;
    Ok(())
}
