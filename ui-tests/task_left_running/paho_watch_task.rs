//! A task has the receiving end of a `watch`, and with it the client that lies there when the next one connects.
//! Source: a channel that keeps the last value; broker row paho b1.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder, Message};
use std::time::Duration;
use tokio::sync::watch;

async fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("crusher-93")
        .create_client()?;
    client.connect(ConnectOptions::new()).await?; //~ task_left_running
    Ok(client)
}

async fn reports(clients: watch::Receiver<AsyncClient>) {
    loop {
        let newest = clients.borrow().clone();
        let _ = newest.publish(Message::new("crusher/93", "on", 1)).await;
        drop(newest);
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

#[tokio::main]
async fn main() -> paho_mqtt::Result<()> {
    let (sender, clients) = watch::channel(connect().await?);
    tokio::spawn(reports(clients));
    tokio::time::sleep(Duration::from_secs(60)).await;
    let _ = sender.send(connect().await?);
    tokio::time::sleep(Duration::from_secs(60)).await;
    Ok(())
}
