//! The connect token holds a clone of the client, and is still in scope.
//! Truth table paho c2d: takeover.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};
use std::thread::sleep;
use std::time::Duration;

fn create() -> paho_mqtt::Result<AsyncClient> {
    CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("oven-2")
        .create_client()
}

fn main() -> paho_mqtt::Result<()> {
    let client = create()?;
    let mut token = client.connect(ConnectOptions::new());
    while token.try_wait().is_none() {
        sleep(Duration::from_millis(20));
    }
    drop(client);

    let client = create()?;
    client.connect(ConnectOptions::new()).wait_for(Duration::from_secs(5))?; //~ kept_while_open
    sleep(Duration::from_secs(60));
    drop(token);
    Ok(())
}
