//! A flag says whether the slot is full; it is set where the slot is, and checked before the connect.
//! Source: guards are facts (a boolean field).
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("chiller-1")
        .create_client()?;
    client.connect(ConnectOptions::new()).wait()?;
    Ok(client)
}

#[derive(Default)]
struct Link {
    client: Option<AsyncClient>,
    is_open: bool,
}

impl Link {
    fn ensure(&mut self) -> paho_mqtt::Result<()> {
        if self.is_open {
            return Ok(());
        }
        self.client = Some(connect()?);
        self.is_open = true;
        Ok(())
    }
}

fn main() -> paho_mqtt::Result<()> {
    let mut link = Link::default();
    link.ensure()?;
    link.ensure()
}
