//! Two configurations, each with its own identity, of which nothing is known.
//! Source: unknown is not the same as unknown.
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
    client.connect(ConnectOptions::new()).wait()?;
    Ok(client)
}

fn run(left: &Config, right: &Config) -> paho_mqtt::Result<()> {
    let left = connect(left)?;
    let right = connect(right)?;
    println!("{} {}", left.is_connected(), right.is_connected());
    Ok(())
}

fn main() -> paho_mqtt::Result<()> {
    let arguments: Vec<String> = std::env::args().collect();
    let config = |index: usize| Config {
        device_id: arguments[index].clone(),
        broker: arguments[1].clone(),
    };
    run(&config(2), &config(3))
}
