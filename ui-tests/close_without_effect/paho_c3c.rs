//! `disconnect_after` was not awaited; with nothing in flight it is sent at once.
//! Truth table paho c3c: no takeover (0 of 17; on a busy machine 5 of 12: a race).
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
    let old = connect()?;
    let _ = old.disconnect_after(Duration::from_secs(5));
    let new = connect()?;
    std::thread::sleep(Duration::from_secs(60));
    println!("{} {}", old.is_connected(), new.is_connected());
    Ok(())
}
