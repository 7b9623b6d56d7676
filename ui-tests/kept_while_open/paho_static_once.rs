//! The static is initialised once, whoever comes first.
//! Source: statics, the correct form.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};
use std::sync::OnceLock;

fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("meter-4")
        .create_client()?;
    client.connect(ConnectOptions::new()).wait()?;
    Ok(client)
}

static UPLINK: OnceLock<AsyncClient> = OnceLock::new();

fn uplink() -> &'static AsyncClient {
    UPLINK.get_or_init(|| connect().expect("no broker"))
}

fn main() {
    println!("{}", uplink().is_connected());
    println!("{}", uplink().is_connected());
}
