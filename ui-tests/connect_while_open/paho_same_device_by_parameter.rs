//! The identity comes in by a parameter, and is the same constant at both calls.
//! Source: taxonomy T2; broker row paho a1.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

const PUMP: &str = "pump-1";

async fn connect(device: &str) -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id(device)
        .create_client()?;
    client.connect(ConnectOptions::new()).await?; //~ connect_while_open
    Ok(client)
}

#[tokio::main]
async fn main() -> paho_mqtt::Result<()> {
    let pump = connect(PUMP).await?;
    let valve = connect(PUMP).await?;
    println!("{} {}", pump.is_connected(), valve.is_connected());
    Ok(())
}
