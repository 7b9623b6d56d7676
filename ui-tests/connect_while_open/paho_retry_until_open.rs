//! The loop ends with the first client that connects.
//! Source: T9, the look-alike (a retry whose failed attempt owns nothing).
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

#[tokio::main]
async fn main() -> paho_mqtt::Result<()> {
    let client = loop {
        match connect().await {
            Ok(client) => break client,
            Err(error) => {
                eprintln!("{error}");
                tokio::time::sleep(std::time::Duration::from_secs(5)).await;
            }
        }
    };
    println!("{}", client.is_connected());
    Ok(())
}
