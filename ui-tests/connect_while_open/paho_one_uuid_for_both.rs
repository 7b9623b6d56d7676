//! The fresh identity is made once, and both clients get it.
//! Source: identity is a value; broker row paho a1.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};
use uuid::Uuid;

async fn connect(id: &str) -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id(id)
        .create_client()?;
    client.connect(ConnectOptions::new()).await?; //~ connect_while_open
    Ok(client)
}

#[tokio::main]
async fn main() -> paho_mqtt::Result<()> {
    let id = Uuid::new_v4().to_string();
    let left = connect(&id).await?;
    let right = connect(&id).await?;
    println!("{} {}", left.is_connected(), right.is_connected());
    Ok(())
}
