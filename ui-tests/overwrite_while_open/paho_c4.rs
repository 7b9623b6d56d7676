//! `take()` as a statement drops the old client before the new one connects.
//! Truth table paho c4: no takeover.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};
use std::time::Duration;

fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("press-4")
        .create_client()?;
    client.connect(ConnectOptions::new()).wait_for(Duration::from_secs(5))?;
    Ok(client)
}

fn main() -> paho_mqtt::Result<()> {
    let mut slot = Some(connect()?);
    std::thread::sleep(Duration::from_secs(3600));
    slot.take();
    slot = Some(connect()?);
    std::thread::sleep(Duration::from_secs(3600));
    drop(slot);
    Ok(())
}
