//! The helper is passed as a function; it is called twice, and both clients are used.
//! Source: aliases and function values; broker row paho a1.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("fan-2")
        .create_client()?;
    client.connect(ConnectOptions::new()).wait()?; //~ connect_while_open
    Ok(client)
}

fn twice<T>(open: impl Fn() -> paho_mqtt::Result<T>) -> paho_mqtt::Result<(T, T)> {
    let first = open()?;
    let second = open()?;
    Ok((first, second))
}

fn main() -> paho_mqtt::Result<()> {
    let (telemetry, alarms) = twice(connect)?;
    println!("{} {}", telemetry.is_connected(), alarms.is_connected());
    Ok(())
}
