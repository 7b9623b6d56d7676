//! Two clients, two constant identities.
//! Source: no conflict between different client ids.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

const PUMP: &str = "pump-1";
const VALVE: &str = "valve-1";

async fn connect(device: &str) -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id(device)
        .create_client()?;
    client.connect(ConnectOptions::new()).await?;
    Ok(client)
}

#[tokio::main]
async fn main() -> paho_mqtt::Result<()> {
    let pump = connect(PUMP).await?;
    let valve = connect(VALVE).await?;
    println!("{} {}", pump.is_connected(), valve.is_connected());
    Ok(())
}
