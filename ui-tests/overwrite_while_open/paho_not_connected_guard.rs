//! Without automatic reconnection, `!is_connected()` proves that the old connection is gone.
//! Source: guards are facts; broker row paho e3c.
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

struct Link {
    client: AsyncClient,
}

impl Link {
    fn ensure(&mut self) -> paho_mqtt::Result<()> {
        if !self.client.is_connected() {
            self.client = connect()?;
        }
        Ok(())
    }
}

fn main() -> paho_mqtt::Result<()> {
    let mut link = Link { client: connect()? };
    loop {
        link.ensure()?;
        std::thread::sleep(std::time::Duration::from_secs(60));
    }
}
