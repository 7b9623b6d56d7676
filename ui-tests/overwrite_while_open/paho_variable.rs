//! A plain variable is a slot like any other.
//! Source: evaluation order, measured; broker row paho f2.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

async fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("dryer-1")
        .create_client()?;
    client.connect(ConnectOptions::new()).await?; //~ overwrite_while_open
    Ok(client)
}

#[tokio::main]
async fn main() -> paho_mqtt::Result<()> {
    let mut client = connect().await?;
    if !client.is_connected() {
        println!("lost already");
    }
    tokio::time::sleep(std::time::Duration::from_secs(3600)).await;
    client = connect().await?;
    println!("{}", client.is_connected());
    Ok(())
}
