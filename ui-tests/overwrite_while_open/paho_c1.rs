//! `None` first: the drop sends DISCONNECT and closes before the new client connects.
//! Truth table paho c1: no takeover.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

struct Publisher {
    client: Option<AsyncClient>,
}

impl Publisher {
    async fn connect(&mut self) -> paho_mqtt::Result<()> {
        self.client = None;
        let client = CreateOptionsBuilder::new()
            .server_uri("mqtt://broker.plant.example:1883")
            .client_id("press-4")
            .create_client()?;
        client.connect(ConnectOptions::new()).await?;
        self.client = Some(client);
        Ok(())
    }
}

#[tokio::main]
async fn main() -> paho_mqtt::Result<()> {
    let mut publisher = Publisher { client: None };
    publisher.connect().await?;
    publisher.connect().await?;
    Ok(())
}
