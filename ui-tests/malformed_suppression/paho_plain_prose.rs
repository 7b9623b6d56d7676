//! Comments that speak of the tool are no suppressions.
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

// double-connect finds nothing here.
// See double-connect: it has a page for each lint.
fn main() -> paho_mqtt::Result<()> {
    // double-connects allow(ed) nowhere
    let client = create("fan-1")?;
    client.connect(ConnectOptions::new())?;
    println!("{}", client.is_connected());
    Ok(())
}
