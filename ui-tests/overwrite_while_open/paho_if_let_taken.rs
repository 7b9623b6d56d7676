//! What the slot held is taken out in an `if let` and dropped with it, before the new client connects.
//! Source: order of evaluation and drop, what is taken in a condition.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("dryer-21")
        .create_client()?;
    client.connect(ConnectOptions::new()).wait()?;
    Ok(client)
}

struct Link {
    client: Option<AsyncClient>,
}

impl Link {
    fn reconnect(&mut self) -> paho_mqtt::Result<()> {
        if let Some(_) = self.client.take() {}
        self.client = Some(connect()?);
        Ok(())
    }
}

fn main() -> paho_mqtt::Result<()> {
    let mut link = Link { client: None };
    link.reconnect()?;
    link.reconnect()
}
