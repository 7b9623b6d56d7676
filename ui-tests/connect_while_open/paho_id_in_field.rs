//! The identity is a field of the configuration, read twice.
//! Source: identity is a value (the same field is the same); broker row paho a1.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

struct Config {
    device_id: String,
    broker: String,
}

fn connect(config: &Config) -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri(config.broker.as_str())
        .client_id(config.device_id.clone())
        .create_client()?;
    client.connect(ConnectOptions::new()).wait()?; //~ connect_while_open
    Ok(client)
}

fn run(config: &Config) -> paho_mqtt::Result<()> {
    let telemetry = connect(config)?;
    let alarms = connect(config)?;
    println!("{} {}", telemetry.is_connected(), alarms.is_connected());
    Ok(())
}

fn main() -> paho_mqtt::Result<()> {
    let arguments: Vec<String> = std::env::args().collect();
    run(&Config {
        device_id: arguments[1].clone(),
        broker: arguments[2].clone(),
    })
}
