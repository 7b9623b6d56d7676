//! The broker's answer to a publish is given no time: that says nothing of the connection.
//! Source: design, evidence: an operation that has not come through in time.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder, Message};
use std::time::Duration;

async fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("sorter-3")
        .create_client()?;
    client.connect(ConnectOptions::new()).await?; //~ reconnect_without_evidence
    Ok(client)
}

#[tokio::main]
async fn main() -> paho_mqtt::Result<()> {
    let mut client = connect().await?;
    for _ in 0..3 {
        let message = Message::new("sorter/3", "17", 1);
        match tokio::time::timeout(Duration::ZERO, client.publish(message)).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => eprintln!("{error}"),
            Err(_) => client = connect().await?,
        }
    }
    Ok(())
}
