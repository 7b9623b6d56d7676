//! A macro of the project's own has the name of a well-known one, and drops what it is given.
//! Source: a project's own `macro_rules!`; broker row paho a1.
#![allow(unused)]

use paho_mqtt::{AsyncClient, CreateOptionsBuilder};

fn connect(id: &str) -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id(id)
        .create_client()?;
    client.connect(None).wait()?;
    Ok(client)
}

// Not that of the log crate.
macro_rules! info {
    ($client:expr) => {
        drop($client)
    };
}

// Nor is this one.
macro_rules! error {
    ($id:expr) => {
        connect($id)?
    };
}

fn main() -> paho_mqtt::Result<()> {
    let first = connect("fan-2")?;
    info!(first);
    let second = error!("fan-2");
    println!("{}", second.is_connected());
    Ok(())
}
