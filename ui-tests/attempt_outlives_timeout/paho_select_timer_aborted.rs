//! The task that has not connected in time is aborted, and has ended before the next one begins.
//! Source: look-alike of paho_select_timer.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};
use std::time::Duration;

async fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("dryer-13")
        .create_client()?;
    client.connect(ConnectOptions::new()).await?;
    Ok(client)
}

async fn attempt(limit: Duration) -> Option<AsyncClient> {
    let mut task = tokio::spawn(connect());
    tokio::select! {
        client = &mut task => client.ok()?.ok(),
        () = tokio::time::sleep(limit) => {
            task.abort();
            let _ = task.await;
            None
        }
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
