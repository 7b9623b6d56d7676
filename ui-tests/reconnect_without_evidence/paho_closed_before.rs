//! The publish fails, whatever for; the old client is closed before the new one connects.
//! Source: the remedy of the lint's page.
#![allow(unused)]

use paho_mqtt::{Client, ConnectOptions, CreateOptionsBuilder, Message};

struct Link {
    client: Option<Client>,
}

impl Link {
    fn connect(&mut self) -> paho_mqtt::Result<()> {
        let options = CreateOptionsBuilder::new()
            .server_uri("mqtt://broker.plant.example:1883")
            .client_id("pump-hall-2")
            .finalize();
        let client = Client::new(options)?;
        client.connect(ConnectOptions::new())?;
        self.client = Some(client);
        Ok(())
    }

    fn send(&mut self, quality: i32) -> paho_mqtt::Result<()> {
        let Some(client) = &self.client else { return Ok(()) };
        if client.publish(Message::new("pumps", "3 bar", quality)).is_err() {
            self.client = None;
            self.connect()?;
        }
        Ok(())
    }
}

fn main() -> paho_mqtt::Result<()> {
    let mut link = Link { client: None };
    link.connect()?;
    for quality in [0, 3, 1] {
        link.send(quality)?;
    }
    Ok(())
}
