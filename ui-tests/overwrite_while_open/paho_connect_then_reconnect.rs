//! `connect` stores into the slot, and so does `reconnect`, each in its own method.
//! Source: methods on structs; broker row paho b1.
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

struct Link {
    device: String,
    client: Option<AsyncClient>,
}

impl Link {
    fn connect(&mut self) -> paho_mqtt::Result<()> {
        self.client = Some(connect()?);
        Ok(())
    }

    fn reconnect(&mut self) -> paho_mqtt::Result<()> {
        eprintln!("{}: once more", self.device);
        self.connect()
    }
}

fn main() -> paho_mqtt::Result<()> {
    let mut link = Link {
        device: "dryer".to_owned(),
        client: None,
    };
    link.connect()?;
    std::thread::sleep(std::time::Duration::from_secs(3600));
    link.reconnect()
}
