//! `let _old = take()` only moves the old client into a variable that lives on.
//! Truth table paho c4b: takeover.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};
use std::time::Duration;

fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("press-4")
        .create_client()?;
    client.connect(ConnectOptions::new()).wait_for(Duration::from_secs(5))?; //~ shadowed_while_open
    Ok(client)
}

fn main() -> paho_mqtt::Result<()> {
    let mut slot = Some(connect()?);
    std::thread::sleep(Duration::from_secs(3600));
    let _old = slot.take();
    slot = Some(connect()?);
    std::thread::sleep(Duration::from_secs(3600));
    Ok(())
}
