//! `disconnect` waited for stops `automatic_reconnect` too.
//! Truth table paho e4: no takeover.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptionsBuilder, CreateOptionsBuilder};
use std::time::Duration;

async fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("mixer-6")
        .create_client()?;
    let options = ConnectOptionsBuilder::new()
        .automatic_reconnect(Duration::from_secs(1), Duration::from_secs(4))
        .finalize();
    client.connect(options).await?;
    Ok(client)
}

#[tokio::main]
async fn main() -> paho_mqtt::Result<()> {
    let old = connect().await?;
    old.disconnect(None).await?;
    let new = connect().await?;
    tokio::time::sleep(Duration::from_secs(60)).await;
    println!("{} {}", old.is_connected(), new.is_connected());
    Ok(())
}
