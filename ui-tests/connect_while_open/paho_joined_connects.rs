//! Two connects of one identity in one `join!`.
//! Source: taxonomy T2; broker row paho a1.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

async fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("gateway-5")
        .create_client()?;
    client.connect(ConnectOptions::new()).await?; //~ connect_while_open
    Ok(client)
}

#[tokio::main]
async fn main() -> paho_mqtt::Result<()> {
    let (left, right) = tokio::try_join!(connect(), connect())?;
    println!("{} {}", left.is_connected(), right.is_connected());
    Ok(())
}
