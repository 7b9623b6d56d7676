//! Two connects of different identities in a `try_join!`.
//! Source: taxonomy T2; broker row paho a1.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

async fn connect(id: &str) -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id(id)
        .create_client()?;
    client.connect(ConnectOptions::new()).await?;
    Ok(client)
}

#[tokio::main]
async fn main() -> paho_mqtt::Result<()> {
    let (left, right) = futures::try_join!(connect("gateway-5"), connect("gateway-6"))?;
    println!("{} {}", left.is_connected(), right.is_connected());
    Ok(())
}
