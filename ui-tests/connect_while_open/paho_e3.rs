//! `reconnect` in the lost callback beside `automatic_reconnect`: both on the one handle.
//! Truth table paho e3: no extra takeover.
#![allow(unused)]

use paho_mqtt::{ConnectOptionsBuilder, CreateOptionsBuilder};
use std::time::Duration;

fn main() -> paho_mqtt::Result<()> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("mixer-6")
        .create_client()?;
    client.set_connection_lost_callback(|client| {
        std::thread::sleep(Duration::from_millis(50));
        client.reconnect();
    });
    let options = ConnectOptionsBuilder::new()
        .automatic_reconnect(Duration::from_secs(1), Duration::from_secs(4))
        .finalize();
    client.connect(options).wait()?;
    std::thread::sleep(Duration::from_secs(3600));
    Ok(())
}
