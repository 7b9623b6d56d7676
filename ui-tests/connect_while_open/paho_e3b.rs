//! After `ConnectionLost` a new client is made, while the old one is about to reconnect by itself.
//! Truth table paho e3b: takeover.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptionsBuilder, CreateOptionsBuilder, Event};
use std::time::Duration;

fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("mixer-6")
        .create_client()?;
    let options = ConnectOptionsBuilder::new()
        .automatic_reconnect(Duration::from_secs(1), Duration::from_secs(4))
        .finalize();
    client.connect(options).wait_for(Duration::from_secs(5))?; //~ connect_while_open
    Ok(client)
}

fn main() -> paho_mqtt::Result<()> {
    let mut client = connect()?;
    let events = client.start_consuming_events(None);
    for event in events.iter() {
        if matches!(event, Event::ConnectionLost) {
            break;
        }
    }
    let replacement = connect()?;
    std::thread::sleep(Duration::from_secs(8));
    println!("{} {}", client.is_connected(), replacement.is_connected());
    Ok(())
}
