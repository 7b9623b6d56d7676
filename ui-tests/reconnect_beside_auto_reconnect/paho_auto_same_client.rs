//! What could not be sent is kept and sent again on the same client, which reconnects by itself.
//! Source: the remedy of the lint's page.
#![allow(unused)]

use paho_mqtt::{Client, ConnectOptionsBuilder, CreateOptionsBuilder, Message};
use std::time::Duration;

fn main() -> paho_mqtt::Result<()> {
    let options = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("mixer-9")
        .finalize();
    let client = Client::new(options)?;
    let options = ConnectOptionsBuilder::new()
        .automatic_reconnect(Duration::from_secs(1), Duration::from_secs(4))
        .finalize();
    client.connect(options)?;
    let mut unsent = Vec::new();
    for quality in [3, 1, 1] {
        unsent.push(Message::new("mixer/9", "231", quality));
        unsent.retain(|message| client.publish(message.clone()).is_err());
        std::thread::sleep(Duration::from_secs(10));
    }
    Ok(())
}
