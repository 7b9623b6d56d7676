//! A comment for the whole file, in which nothing is found.
//! Source: the tool's own rules for suppressions; broker row paho b1.
#![allow(unused)]
// double-connect: allow-file(connect_while_open) -- a bench //~ unused_suppression

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
    client.connect(ConnectOptions::new())?;
    println!("{}", client.is_connected());
    Ok(())
}
