//! Without `automatic_reconnect`, `ConnectionLost` means closed, though the old handle lives.
//! Truth table paho e3c: no extra takeover.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder, Event};
use std::time::Duration;

fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("mixer-6")
        .create_client()?;
    client.connect(ConnectOptions::new()).wait_for(Duration::from_secs(5))?;
    Ok(client)
}

fn main() -> paho_mqtt::Result<()> {
    let mut client = connect()?;
    let events = client.start_consuming_events(None);
    while let Ok(event) = events.recv() {
        if let Event::ConnectionLost = event {
            let replacement = connect()?;
            std::thread::sleep(Duration::from_secs(60));
            println!("{} {}", client.is_connected(), replacement.is_connected());
            return Ok(());
        }
    }
    Ok(())
}
