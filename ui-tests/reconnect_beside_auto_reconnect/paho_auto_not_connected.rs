//! The client says that it is not connected; it is about to reconnect by itself when the new one is made.
//! Truth table paho e3b: takeover.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptionsBuilder, CreateOptionsBuilder};
use std::time::Duration;

fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("mixer-8")
        .create_client()?;
    let options = ConnectOptionsBuilder::new()
        .automatic_reconnect(Duration::from_secs(1), Duration::from_secs(4))
        .finalize();
    client.connect(options).wait_for(Duration::from_secs(5))?; //~ reconnect_beside_auto_reconnect
    Ok(client)
}

fn main() -> paho_mqtt::Result<()> {
    let client = connect()?;
    while client.is_connected() {
        std::thread::sleep(Duration::from_millis(20));
    }
    let replacement = connect()?;
    std::thread::sleep(Duration::from_secs(8));
    println!("{} {}", client.is_connected(), replacement.is_connected());
    Ok(())
}
