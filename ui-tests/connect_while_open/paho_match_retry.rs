//! The error arm connects again: the first attempt has opened nothing.
//! Source: `Err` of a connect means that no connection is open.
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
    let client = match connect().await {
        Ok(client) => client,
        Err(error) => {
            eprintln!("{error}");
            connect().await?
        }
    };
    println!("{}", client.is_connected());
    Ok(())
}
