//! There is only one client: the comment suppresses nothing.
//! Source: the tool's own rules for suppressions; broker row paho b1.
#![allow(unused)]

use paho_mqtt::{Client, ConnectOptions, CreateOptionsBuilder};

fn create(id: &str) -> paho_mqtt::Result<Client> {
    let options = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id(id)
        .finalize();
    Client::new(options)
}

fn main() -> paho_mqtt::Result<()> {
    let client = create("fan-1")?;
    // double-connect: allow(connect_while_open) -- left over from a test bench //~ unused_suppression
    client.connect(ConnectOptions::new())?;
    println!("{}", client.is_connected());
    Ok(())
}
