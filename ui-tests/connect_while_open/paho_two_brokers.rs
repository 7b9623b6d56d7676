//! One identity, two brokers: they know nothing of each other.
//! Source: primary and secondary connections; identity holds at one endpoint.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

const DEVICE: &str = "substation-11";

async fn connect(broker: &str) -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri(broker)
        .client_id(DEVICE)
        .create_client()?;
    client.connect(ConnectOptions::new()).await?;
    Ok(client)
}

#[tokio::main]
async fn main() -> paho_mqtt::Result<()> {
    let primary = connect("mqtt://north.plant.example:1883").await?;
    let secondary = connect("mqtt://south.plant.example:1883").await?;
    println!("{} {}", primary.is_connected(), secondary.is_connected());
    Ok(())
}
