//! `= Some(connect()?)` connects before the slot's old value drops; `reconnect` is called twice.
//! Source: evaluation order, measured; broker row paho b1.
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
    fn reconnect(&mut self) -> paho_mqtt::Result<()> {
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
