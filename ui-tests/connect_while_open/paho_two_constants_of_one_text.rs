//! Two constants, one text: the broker sees one identity.
//! Source: identity is a value; broker row paho a1.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

const TELEMETRY_ID: &str = "fan-2";
const ALARM_ID: &str = "fan-2";

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
    let telemetry = connect(TELEMETRY_ID).await?;
    let alarms = connect(ALARM_ID).await?;
    println!("{} {}", telemetry.is_connected(), alarms.is_connected());
    Ok(())
}
