//! A client that is local to the loop's body drops at the end of each turn.
//! Truth table paho f3: no takeover.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder, Message, QOS_1};
use std::time::Duration;

async fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("lathe-8")
        .create_client()?;
    client.connect(ConnectOptions::new()).await?;
    Ok(client)
}

#[tokio::main]
async fn main() -> paho_mqtt::Result<()> {
    loop {
        let client = connect().await?;
        client.publish(Message::new("lathe/rpm", "900", QOS_1)).await?;
        tokio::time::sleep(Duration::from_secs(20)).await;
    }
}
