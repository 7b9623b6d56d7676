//! `Box::leak` never drops: the connection stays.
//! Truth table paho g2: takeover.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};
use std::time::Duration;

fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("lathe-8")
        .create_client()?;
    client.connect(ConnectOptions::new()).wait_for(Duration::from_secs(5))?; //~ kept_while_open
    Ok(client)
}

fn main() -> paho_mqtt::Result<()> {
    let client: &'static AsyncClient = Box::leak(Box::new(connect()?));
    println!("{}", client.is_connected());
    let other = connect()?;
    std::thread::sleep(Duration::from_secs(60));
    Ok(())
}
