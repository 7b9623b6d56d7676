//! The field is cleared, but an `Arc` of the client lives on elsewhere.
//! Source: evaluation order table, measured (Arc clone kept); broker row paho c2b.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};
use std::sync::Arc;

fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("meter-4")
        .create_client()?;
    client.connect(ConnectOptions::new()).wait()?; //~ kept_while_open
    Ok(client)
}

struct Link {
    client: Option<Arc<AsyncClient>>,
}

fn main() -> paho_mqtt::Result<()> {
    let mut link = Link {
        client: Some(Arc::new(connect()?)),
    };
    let for_watchdog = link.client.clone();
    link.client = None;
    link.client = Some(Arc::new(connect()?));
    println!("{}", for_watchdog.is_some_and(|client| client.is_connected()));
    Ok(())
}
