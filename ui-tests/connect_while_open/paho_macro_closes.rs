//! A macro closes the client that it is given.
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

macro_rules! close {
    ($client:ident) => {
        $client.disconnect(None).wait()?;
        drop($client);
    };
}

fn main() -> paho_mqtt::Result<()> {
    let first = connect("fan-2")?;
    close!(first);
    let second = connect("fan-2")?;
    close!(second);
    Ok(())
}
