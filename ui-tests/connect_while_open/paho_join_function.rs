//! `futures::future::join` runs both at the same time; which of them is the second to connect the network decides.
//! Source: taxonomy T2; broker row paho a1, side by side.
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
    let (left, right) = futures::future::join(connect("gateway-5"), connect("gateway-5")).await;
    println!("{} {}", left.is_ok(), right.is_ok());
}
