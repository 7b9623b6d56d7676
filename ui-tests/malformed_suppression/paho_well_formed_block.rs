//! A block comment, an older spelling of the name, and two lines of reason.
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
    /* Double_Connect: allow(connect-while-open) -- the bench
       wants two */
    second.connect(ConnectOptions::new())?;
    println!("{} {}", first.is_connected(), second.is_connected());
    Ok(())
}
