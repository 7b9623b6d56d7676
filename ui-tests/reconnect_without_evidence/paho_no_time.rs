//! The wait for the answer to a publish is given no time. The connection is as it was.
//! Source: design, evidence: a failed publish proves nothing.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder, Message};
use std::time::Duration;

async fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("sorter-2")
        .create_client()?;
    client.connect(ConnectOptions::new()).await?; //~ reconnect_without_evidence
    Ok(client)
}

#[tokio::main]
async fn main() -> paho_mqtt::Result<()> {
    let client = connect().await?;
    let sent = client.publish(Message::new("sorter/2", "1201", 2));
    if let Err(error) = sent.wait_for(Duration::ZERO) {
        eprintln!("{error}, once more with a new client");
        let replacement = connect().await?;
        replacement.publish(Message::new("sorter/2", "1201", 1)).await?;
    }
    println!("{}", client.is_connected());
    Ok(())
}
