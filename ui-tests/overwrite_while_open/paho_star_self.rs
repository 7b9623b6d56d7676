//! `*self = ...` replaces the struct in place: the same order.
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
    restarts: u32,
}

impl Link {
    fn open(restarts: u32) -> paho_mqtt::Result<Self> {
        Ok(Self {
            client: connect()?,
            restarts,
        })
    }

    fn restart(&mut self) -> paho_mqtt::Result<()> {
        *self = Self::open(self.restarts + 1)?;
        Ok(())
    }
}

fn main() -> paho_mqtt::Result<()> {
    let mut link = Link::open(0)?;
    link.restart()
}
