//! One constant, two suffixes: two identities.
//! Source: identity is a value.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

const DEVICE: &str = "fan-2";

fn connect(suffix: &str) -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id(format!("{DEVICE}-{suffix}"))
        .create_client()?;
    client.connect(ConnectOptions::new()).wait()?;
    Ok(client)
}

fn main() -> paho_mqtt::Result<()> {
    let telemetry = connect("telemetry")?;
    let alarms = connect("alarms")?;
    println!("{} {}", telemetry.is_connected(), alarms.is_connected());
    Ok(())
}
