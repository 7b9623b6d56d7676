//! The first client's block ends before the second one connects.
//! Source: scopes; broker row paho f3.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("parking-3")
        .create_client()?;
    client.connect(ConnectOptions::new()).wait()?;
    Ok(client)
}

fn main() -> paho_mqtt::Result<()> {
    {
        let client = connect()?;
        println!("{}", client.is_connected());
    }
    let client = connect()?;
    println!("{}", client.is_connected());
    Ok(())
}
