//! The publish is given no time. The client is connected, and would connect again by itself if it were not.
//! Source: design, a failed publish proves nothing; broker row paho a1b.
#![allow(unused)]

use paho_mqtt::{Client, ConnectOptionsBuilder, CreateOptionsBuilder, Message};
use std::time::Duration;

fn connect() -> paho_mqtt::Result<Client> {
    let options = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("mixer-7")
        .finalize();
    let client = Client::new(options)?;
    let options = ConnectOptionsBuilder::new()
        .automatic_reconnect(Duration::from_secs(1), Duration::from_secs(4))
        .finalize();
    client.connect(options)?; //~ reconnect_beside_auto_reconnect
    Ok(client)
}

fn main() -> paho_mqtt::Result<()> {
    let mut client = connect()?;
    client.set_timeout(Duration::ZERO);
    if client.publish(Message::new("mixer/7", "231", 2)).is_err() {
        let replacement = connect()?;
        replacement.publish(Message::new("mixer/7", "231", 1))?;
    }
    println!("{}", client.is_connected());
    Ok(())
}
