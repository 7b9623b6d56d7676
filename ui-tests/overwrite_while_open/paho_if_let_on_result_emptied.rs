//! The slot is emptied, and then what the connect has given is looked at and goes into it.
//! Source: `if let` on the result (59 of 262 real sites); broker row paho c1.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("dryer-23")
        .create_client()?;
    client.connect(ConnectOptions::new()).wait()?;
    Ok(client)
}

#[derive(Default)]
struct Link {
    client: Option<AsyncClient>,
}

impl Link {
    fn reconnect(&mut self) {
        self.client = None;
        if let Ok(client) = connect() {
            self.client = Some(client);
        }
    }
}

fn main() {
    let mut link = Link::default();
    link.reconnect();
    std::thread::sleep(std::time::Duration::from_secs(3600));
    link.reconnect();
}
