//! `create_client` opens nothing: two clients of one identity are made and never connected.
//! Truth table paho a0: no takeover, 0 connects.
#![allow(unused)]

use paho_mqtt::{AsyncClient, CreateOptionsBuilder};
use std::time::Duration;

fn create() -> paho_mqtt::Result<AsyncClient> {
    CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("boiler-1")
        .create_client()
}

fn main() -> paho_mqtt::Result<()> {
    let client = create()?;
    let spare = create()?;
    std::thread::sleep(Duration::from_secs(1));
    Ok(())
}
