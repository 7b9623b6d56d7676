//! The whole struct is replaced: its new client connects before the old struct drops.
//! Source: evaluation order; broker row paho b1.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("chiller-1")
        .create_client()?;
    client.connect(ConnectOptions::new()).wait()?; //~ overwrite_while_open
    Ok(client)
}

struct Link {
    client: AsyncClient,
}

impl Link {
    fn open() -> paho_mqtt::Result<Self> {
        Ok(Self { client: connect()? })
    }
}

fn main() -> paho_mqtt::Result<()> {
    let mut link = Link::open()?;
    std::thread::sleep(std::time::Duration::from_secs(3600));
    link = Link::open()?;
    println!("{}", link.client.is_connected());
    Ok(())
}
