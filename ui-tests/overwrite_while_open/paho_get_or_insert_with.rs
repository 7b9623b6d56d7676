//! `get_or_insert_with` connects only if the slot is empty.
//! Source: evaluation order, the correct form.
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
    fn client(&mut self) -> &AsyncClient {
        self.client.get_or_insert_with(|| connect().expect("no broker"))
    }
}

fn main() -> paho_mqtt::Result<()> {
    let mut link = Link::default();
    println!("{}", link.client().is_connected());
    println!("{}", link.client().is_connected());
    Ok(())
}
