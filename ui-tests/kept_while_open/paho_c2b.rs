//! A clone holds the connection after the client was dropped.
//! Truth table paho c2b: takeover.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};
use std::time::Duration;

fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("oven-2")
        .create_client()?;
    client.connect(ConnectOptions::new()).wait_for(Duration::from_secs(5))?; //~ kept_while_open
    Ok(client)
}

fn main() -> paho_mqtt::Result<()> {
    let client = connect()?;
    let for_alarms = client.clone();
    drop(client);
    let client = connect()?;
    std::thread::sleep(Duration::from_secs(60));
    drop(for_alarms);
    Ok(())
}
