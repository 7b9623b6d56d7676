//! The branch that loses the `select!` is dropped, with the client that it owns.
//! Source: a cancelled future drops what it owns; broker row rumqttc h2.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

async fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("fan-2")
        .create_client()?;
    client.connect(ConnectOptions::new()).await?;
    Ok(client)
}

async fn session() -> paho_mqtt::Result<()> {
    let client = connect().await?;
    loop {
        client.publish(paho_mqtt::Message::new("fan/rpm", "900", 1)).await?;
        tokio::time::sleep(std::time::Duration::from_secs(10)).await;
    }
}

#[tokio::main]
async fn main() -> paho_mqtt::Result<()> {
    for _ in 0..3 {
        tokio::select! {
            ended = session() => ended?,
            _ = tokio::time::sleep(std::time::Duration::from_secs(3600)) => println!("an hour is over"),
        }
    }
    Ok(())
}
