//! The client comes back by itself, and waits as it sees fit.
#![allow(unused)]

use paho_mqtt::{Client, ConnectOptions, CreateOptionsBuilder};
use std::time::Duration;

fn client() -> paho_mqtt::Result<Client> {
    let options = CreateOptionsBuilder::new().server_uri("tcp://hub.mill.example").client_id("mill-3").finalize();
    Client::new(options)
}

fn main() -> paho_mqtt::Result<()> {
    let client = client()?;
    let options = paho_mqtt::ConnectOptionsBuilder::new()
        .automatic_reconnect(Duration::from_secs(1), Duration::from_secs(60))
        .finalize();
    client.connect(options)?;
    for message in client.start_consuming() {
        println!("{message:?}");
    }
    client.disconnect(None)
}
