//! The guard lets the connect run only if the slot is empty.
//! Source: guards are facts.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

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
    fn ensure(&mut self) -> paho_mqtt::Result<()> {
        if self.client.is_none() {
            self.client = Some(connect()?);
        }
        Ok(())
    }
}

fn main() -> paho_mqtt::Result<()> {
    let mut link = Link::default();
    loop {
        link.ensure()?;
        std::thread::sleep(std::time::Duration::from_secs(60));
    }
}
