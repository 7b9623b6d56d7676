//! The attempt that was too slow is awaited to its end before the next one begins.
//! Source: the remedy of the lint's page.
#![allow(unused)]

use paho_mqtt::{Client, ConnectOptions, CreateOptionsBuilder};
use std::time::Duration;

fn attempt() -> paho_mqtt::Result<Client> {
    let options = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("dryer-6")
        .finalize();
    let client = Client::new(options)?;
    client.connect(ConnectOptions::new())?;
    Ok(client)
}

#[tokio::main]
async fn main() {
    let mut first = tokio::task::spawn_blocking(attempt);
    let connected = match tokio::time::timeout(Duration::ZERO, &mut first).await {
        Ok(connected) => connected,
        Err(_) => {
            eprintln!("slow today");
            first.await
        }
    };
    if let Ok(Err(error)) = connected {
        eprintln!("{error}, once more");
        let second = tokio::task::spawn_blocking(attempt).await;
        println!("{}", second.is_ok());
    }
}
