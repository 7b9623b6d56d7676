//! As paho_timeout_recv, with a `select!` against a timer.
//! Source: taxonomy T9, the first attempt survives.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};
use std::time::Duration;
use tokio::sync::mpsc;

async fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("dryer-12")
        .create_client()?;
    client.connect(ConnectOptions::new()).await?; //~ attempt_outlives_timeout
    Ok(client)
}

async fn attempt(limit: Duration) -> Option<AsyncClient> {
    let (answer, mut client) = mpsc::channel(1);
    tokio::spawn(async move {
        if let Ok(client) = connect().await {
            tokio::time::sleep(Duration::from_secs(1)).await;
            let _ = answer.send(client).await;
        }
    });
    tokio::select! {
        client = client.recv() => client,
        () = tokio::time::sleep(limit) => None,
    }
}

#[tokio::main]
async fn main() {
    let client = match attempt(Duration::ZERO).await {
        Some(client) => Some(client),
        None => attempt(Duration::from_secs(8)).await,
    };
    println!("{}", client.is_some());
}
