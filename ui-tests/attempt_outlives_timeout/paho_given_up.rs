//! After the time limit there is no second attempt.
//! Source: look-alike of a blocking attempt.
#![allow(unused)]

use paho_mqtt::{Client, ConnectOptions, CreateOptionsBuilder};
use std::time::Duration;

fn attempt() -> paho_mqtt::Result<Client> {
    let options = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("dryer-8")
        .finalize();
    let client = Client::new(options)?;
    client.connect(ConnectOptions::new())?;
    Ok(client)
}

#[tokio::main]
async fn main() {
    let first = tokio::task::spawn_blocking(attempt);
    match tokio::time::timeout(Duration::ZERO, first).await {
        Ok(Ok(Ok(client))) => println!("{}", client.is_connected()),
        _ => eprintln!("no connection today"),
    }
}
