//! The comment stands between a function and its attribute, and means all of the function.
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

#[inline(never)]
// double-connect: allow(connect_while_open) -- the bench wants two
/// Takes the session over.
fn take_over() -> paho_mqtt::Result<()> {
    let first = create("fan-1")?;
    first.connect(ConnectOptions::new())?;
    let second = create("fan-1")?;
    second.connect(ConnectOptions::new())?;
    println!("{} {}", first.is_connected(), second.is_connected());
    Ok(())
}

fn main() -> paho_mqtt::Result<()> {
    take_over()
}
