//! Scoped threads are joined at the end of their scope, with all that they own.
//! Source: threads that end; broker row paho g4b.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("fan-2")
        .create_client()?;
    client.connect(ConnectOptions::new()).wait()?;
    Ok(client)
}

fn main() -> paho_mqtt::Result<()> {
    let client = connect()?;
    std::thread::scope(|scope| {
        scope.spawn(move || println!("{}", client.is_connected()));
    });
    let client = connect()?;
    println!("{}", client.is_connected());
    Ok(())
}
