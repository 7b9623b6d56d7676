//! The identity is put together of constants: the same text at each call.
//! Source: identity is a value; broker row paho a1.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

const SITE: &str = "north";
const DEVICE: &str = "fan-2";

fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id(format!("{SITE}-{DEVICE}"))
        .create_client()?;
    client.connect(ConnectOptions::new()).wait()?; //~ connect_while_open
    Ok(client)
}

fn main() -> paho_mqtt::Result<()> {
    let telemetry = connect()?;
    let alarms = connect()?;
    println!("{} {}", telemetry.is_connected(), alarms.is_connected());
    Ok(())
}
