//! The comment stands at the first connect; the finding is at the second one.
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
    let first = create("fan-1")?;
    // double-connect: allow(connect_while_open) -- the bench wants two //~ unused_suppression
    first.connect(ConnectOptions::new())?;
    let second = create("fan-1")?;
    second.connect(ConnectOptions::new())?; //~ connect_while_open
    println!("{} {}", first.is_connected(), second.is_connected());
    Ok(())
}
