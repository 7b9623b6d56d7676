//! The callback is stored in the client and has captured a clone of it: a cycle, never closed.
//! Truth table paho c2c: takeover.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};
use std::time::Duration;

fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("oven-2")
        .create_client()?;
    let in_callback = client.clone();
    client.set_connection_lost_callback(move |_| {
        eprintln!("lost {}", in_callback.client_id());
    });
    client.connect(ConnectOptions::new()).wait_for(Duration::from_secs(5))?; //~ kept_while_open
    Ok(client)
}

fn main() -> paho_mqtt::Result<()> {
    let client = connect()?;
    std::thread::sleep(Duration::from_secs(60));
    drop(client);
    let client = connect()?;
    std::thread::sleep(Duration::from_secs(60));
    Ok(())
}
