//! The variable is assigned in a loop: each connect runs while the old client is still in it.
//! Truth table paho f2: takeover.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};
use std::time::Duration;

async fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("lathe-8")
        .create_client()?;
    client.connect(ConnectOptions::new()).await?; //~ overwrite_while_open
    Ok(client)
}

#[tokio::main]
async fn main() -> paho_mqtt::Result<()> {
    let mut client = connect().await?;
    for _ in 0..2 {
        tokio::time::sleep(Duration::from_secs(3600)).await;
        client = connect().await?;
    }
    drop(client);
    Ok(())
}
