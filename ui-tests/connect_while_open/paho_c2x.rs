//! `drop(client)` right after the connect returned: the library may hang, but the broker never sees two.
//! Truth table paho c2x: no takeover (a hang in 2 of 11 runs).
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};
use std::time::Duration;

fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("oven-2")
        .create_client()?;
    client.connect(ConnectOptions::new()).wait_for(Duration::from_secs(5))?;
    Ok(client)
}

fn main() -> paho_mqtt::Result<()> {
    drop(connect()?);
    let client = connect()?;
    std::thread::sleep(Duration::from_secs(60));
    Ok(())
}
