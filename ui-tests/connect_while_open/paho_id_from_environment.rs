//! The identity comes from the environment, twice the same variable.
//! Source: identity is a value (stable within a process); broker row paho a1.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

const BROKER: &str = "mqtt://broker.plant.example:1883";

fn connect() -> paho_mqtt::Result<AsyncClient> {
    let device = std::env::var("DEVICE_ID").expect("DEVICE_ID is set");
    let client = CreateOptionsBuilder::new()
        .server_uri(BROKER)
        .client_id(device)
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
