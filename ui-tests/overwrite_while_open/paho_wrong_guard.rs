//! The guard asks the wrong way round: the connect runs just when the slot is full.
//! Source: guards are facts; broker row paho b1.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("dryer-1")
        .create_client()?;
    client.connect(ConnectOptions::new()).wait()?; //~ overwrite_while_open
    Ok(client)
}

#[derive(Default)]
struct Link {
    client: Option<AsyncClient>,
}

impl Link {
    fn refresh(&mut self) -> paho_mqtt::Result<()> {
        if self.client.is_some() {
            self.client = Some(connect()?);
        }
        Ok(())
    }
}

fn main() -> paho_mqtt::Result<()> {
    let mut link = Link {
        client: Some(connect()?),
    };
    link.refresh()
}
