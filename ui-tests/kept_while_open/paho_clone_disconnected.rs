//! A clone lives on, but the connection that they share was closed.
//! Source: close through one clone closes for all; broker row paho c3.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("meter-4")
        .create_client()?;
    client.connect(ConnectOptions::new()).wait()?;
    Ok(client)
}

fn main() -> paho_mqtt::Result<()> {
    let client = connect()?;
    let for_alarms = client.clone();
    client.disconnect(None).wait()?;
    drop(client);
    let client = connect()?;
    println!("{} {}", for_alarms.is_connected(), client.is_connected());
    Ok(())
}
