//! The guard asks a client that reconnects by itself: that it is not connected does not mean that it is gone.
//! Source: guards are facts, of a client whose options turn reconnecting on.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptionsBuilder, CreateOptionsBuilder};
use std::time::Duration;

fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("chiller-2")
        .create_client()?;
    let options = ConnectOptionsBuilder::new()
        .automatic_reconnect(Duration::from_secs(1), Duration::from_secs(30))
        .finalize();
    client.connect(options).wait()?; //~ reconnect_beside_auto_reconnect
    Ok(client)
}

struct Uplink {
    client: AsyncClient,
}

impl Uplink {
    fn ensure(&mut self) -> paho_mqtt::Result<()> {
        if !self.client.is_connected() {
            self.client = connect()?;
        }
        Ok(())
    }
}

fn main() -> paho_mqtt::Result<()> {
    let mut uplink = Uplink { client: connect()? };
    loop {
        uplink.ensure()?;
        std::thread::sleep(Duration::from_secs(60));
    }
}
