//! The second connect is in a function that others call too: the comment stands at the call that makes the bug.
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

fn open() -> paho_mqtt::Result<Client> {
    let client = create("fan-1")?;
    client.connect(ConnectOptions::new())?;
    Ok(client)
}

fn main() -> paho_mqtt::Result<()> {
    let first = open()?;
    // double-connect: allow(connect_while_open) -- the bench wants two
    let second = open()?;
    println!("{} {}", first.is_connected(), second.is_connected());
    Ok(())
}
