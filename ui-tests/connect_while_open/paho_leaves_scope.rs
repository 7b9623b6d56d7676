//! `?`, `return`, `break 'label`, `continue` and `let else` leave the scope and drop the client in it.
//! Source: design 4; broker row paho f3.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder, Message, QOS_1};
use std::time::Duration;

async fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("gateway-5")
        .create_client()?;
    client.connect(ConnectOptions::new()).await?;
    Ok(client)
}

async fn send(text: &str) -> paho_mqtt::Result<()> {
    let client = connect().await?;
    client.publish(Message::new("t", text, QOS_1)).await?;
    if text == "last" {
        return Ok(());
    }
    client.publish(Message::new("t/more", text, QOS_1)).await?;
    Ok(())
}

#[tokio::main]
async fn main() -> paho_mqtt::Result<()> {
    'retry: loop {
        for topic in ["a", "b"] {
            let client = connect().await?;
            if client.publish(Message::new(topic, "1", QOS_1)).await.is_err() {
                continue;
            }
            let Ok(token) = client.subscribe(topic, QOS_1).await else {
                break 'retry;
            };
            println!("{:?}", token.reason_code());
        }
        send("first").await?;
        send("last").await?;
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    let client = connect().await?;
    println!("{}", client.is_connected());
    Ok(())
}
