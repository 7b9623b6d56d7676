//! One method sends, another one makes a new client where that has failed, whatever it failed for.
//! Source: design, evidence kept through functions; broker row paho c2.
#![allow(unused)]

use paho_mqtt::{Client, ConnectOptions, CreateOptionsBuilder, Message};
use std::time::Duration;

struct Link {
    client: Option<Client>,
}

impl Link {
    fn connect(&mut self) -> paho_mqtt::Result<()> {
        let options = CreateOptionsBuilder::new()
            .server_uri("mqtt://broker.plant.example:1883")
            .client_id("pump-hall")
            .finalize();
        let mut client = Client::new(options)?;
        client.connect(ConnectOptions::new())?; //~ reconnect_without_evidence
        client.set_timeout(Duration::ZERO);
        self.client = Some(client);
        Ok(())
    }

    fn send(&self, quality: i32) -> paho_mqtt::Result<()> {
        match &self.client {
            Some(client) => client.publish(Message::new("pumps", "3 bar", quality)),
            None => Ok(()),
        }
    }
}

fn main() -> paho_mqtt::Result<()> {
    let mut link = Link { client: None };
    link.connect()?;
    for quality in [2, 2, 2] {
        if link.send(quality).is_err() {
            link.connect()?;
        }
        std::thread::sleep(Duration::from_secs(10));
    }
    Ok(())
}
