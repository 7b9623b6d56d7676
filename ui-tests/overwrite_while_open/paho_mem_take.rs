//! `drop(mem::take(..))` empties the slot before the new client connects.
//! Source: evaluation order, the correct form; broker row paho c4.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};
use std::mem;

fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("dryer-1")
        .create_client()?;
    client.connect(ConnectOptions::new()).wait()?;
    Ok(client)
}

#[derive(Default)]
struct Link {
    client: Option<AsyncClient>,
}

impl Link {
    fn reconnect(&mut self) -> paho_mqtt::Result<()> {
        drop(mem::take(&mut self.client));
        self.client = Some(connect()?);
        Ok(())
    }
}

fn main() -> paho_mqtt::Result<()> {
    let mut link = Link::default();
    link.reconnect()?;
    std::thread::sleep(std::time::Duration::from_secs(3600));
    link.reconnect()
}
