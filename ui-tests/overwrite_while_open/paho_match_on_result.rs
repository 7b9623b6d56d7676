//! What the connect has given is looked at before it goes into the slot, which still holds the old client.
//! Source: `match` on the result (59 of 262 real sites); broker row paho b1.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("dryer-22")
        .create_client()?;
    client.connect(ConnectOptions::new()).wait()?; //~ overwrite_while_open
    Ok(client)
}

#[derive(Default)]
struct Link {
    client: Option<AsyncClient>,
}

impl Link {
    fn reconnect(&mut self) {
        match connect() {
            Ok(client) => self.client = Some(client),
            Err(error) => eprintln!("{error}"),
        }
    }
}

fn main() {
    let mut link = Link::default();
    link.reconnect();
    std::thread::sleep(std::time::Duration::from_secs(3600));
    link.reconnect();
}
