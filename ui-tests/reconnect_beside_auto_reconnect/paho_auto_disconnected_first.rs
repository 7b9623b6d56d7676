//! The publish fails; the old client is told to disconnect, which ends its reconnecting, and then the new one connects.
//! Truth table paho e4: no takeover.
#![allow(unused)]

use paho_mqtt::{Client, ConnectOptionsBuilder, CreateOptionsBuilder, Message};
use std::time::Duration;

fn connect() -> paho_mqtt::Result<Client> {
    let options = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("mixer-10")
        .finalize();
    let client = Client::new(options)?;
    let options = ConnectOptionsBuilder::new()
        .automatic_reconnect(Duration::from_secs(1), Duration::from_secs(4))
        .finalize();
    client.connect(options)?;
    Ok(client)
}

fn main() -> paho_mqtt::Result<()> {
    let client = connect()?;
    let quality = 3;
    if client.publish(Message::new("mixer/10", "231", quality)).is_err() {
        client.disconnect(None)?;
        let replacement = connect()?;
        replacement.publish(Message::new("mixer/10", "231", 1))?;
    }
    Ok(())
}
