//! A delay after each failure.
#![allow(unused)]

use paho_mqtt::{Client, ConnectOptions, CreateOptionsBuilder};
use std::{thread, time::Duration};

fn client() -> paho_mqtt::Result<Client> {
    let options = CreateOptionsBuilder::new().server_uri("tcp://hub.mill.example").client_id("mill-3").finalize();
    Client::new(options)
}

fn main() -> paho_mqtt::Result<()> {
    let client = client()?;
    let mut delay = Duration::from_millis(500);
    while let Err(error) = client.connect(ConnectOptions::new()) {
        eprintln!("not connected: {error}");
        thread::sleep(delay);
        delay = (delay * 2).min(Duration::from_secs(60));
    }
    client.disconnect(None)
}
