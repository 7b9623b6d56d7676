//! As a1, and both reconnect by themselves: the two kick each other out for ever.
//! Truth table paho a1b: takeover, goes on.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptionsBuilder, CreateOptionsBuilder};
use std::time::Duration;

async fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("boiler-1")
        .create_client()?;
    let options = ConnectOptionsBuilder::new()
        .automatic_reconnect(Duration::from_secs(1), Duration::from_secs(60))
        .finalize();
    client.connect(options).await?; //~ shadowed_while_open
    Ok(client)
}

#[tokio::main]
async fn main() -> paho_mqtt::Result<()> {
    let client = connect().await?;
    let client = connect().await?;
    tokio::time::sleep(Duration::from_secs(60)).await;
    Ok(())
}
