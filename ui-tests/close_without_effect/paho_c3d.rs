//! Sync `disconnect` returns when it is done.
//! Truth table paho c3d: no takeover.
#![allow(unused)]

use paho_mqtt::{Client, ConnectOptions, CreateOptionsBuilder};
use std::time::Duration;

fn connect() -> paho_mqtt::Result<Client> {
    let create_options = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("oven-2")
        .finalize();
    let mut client = Client::new(create_options)?;
    client.set_timeout(Duration::from_secs(2));
    client.connect(ConnectOptions::new())?;
    Ok(client)
}

fn main() -> paho_mqtt::Result<()> {
    let old = connect()?;
    old.disconnect(None)?;
    let new = connect()?;
    std::thread::sleep(Duration::from_secs(60));
    println!("{} {}", old.is_connected(), new.is_connected());
    Ok(())
}
