//! A comment for the file stands below the first item.
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
    first.connect(ConnectOptions::new())?;
    let second = create("fan-1")?;
    // double-connect: allow-file(connect_while_open) -- the bench wants two //~ malformed_suppression
    second.connect(ConnectOptions::new())?; //~ connect_while_open
    println!("{} {}", first.is_connected(), second.is_connected());
    Ok(())
}
