//! Two connects of one identity in tokio's `join!`.
//! Source: taxonomy T2; broker row paho a1.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

async fn connect(id: &str) -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id(id)
        .create_client()?;
    client.connect(ConnectOptions::new()).await?; //~ connect_while_open
    Ok(client)
}

#[tokio::main]
async fn main() {
    let (left, right) = tokio::join!(connect("gateway-5"), connect("gateway-5"));
    println!("{} {}", left.is_ok(), right.is_ok());
}
