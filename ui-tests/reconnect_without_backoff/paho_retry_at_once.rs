//! The connect is tried again as soon as it has failed.
#![allow(unused)]

use paho_mqtt::{Client, ConnectOptions, CreateOptionsBuilder};

fn client() -> paho_mqtt::Result<Client> {
    let options = CreateOptionsBuilder::new().server_uri("tcp://hub.mill.example").client_id("mill-3").finalize();
    Client::new(options)
}

fn main() -> paho_mqtt::Result<()> {
    let client = client()?;
    loop {
        match client.connect(ConnectOptions::new()) { //~ reconnect_without_backoff
            Ok(_) => break,
            Err(error) => eprintln!("not connected: {error}"),
        }
    }
    client.disconnect(None)
}
