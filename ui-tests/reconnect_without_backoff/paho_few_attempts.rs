//! Three attempts, then it gives up.
#![allow(unused)]

use paho_mqtt::{Client, ConnectOptions, CreateOptionsBuilder};

fn client() -> paho_mqtt::Result<Client> {
    let options = CreateOptionsBuilder::new().server_uri("tcp://hub.mill.example").client_id("mill-3").finalize();
    Client::new(options)
}

fn main() -> paho_mqtt::Result<()> {
    let client = client()?;
    for _ in 0..3 {
        if client.connect(ConnectOptions::new()).is_ok() {
            break;
        }
    }
    client.disconnect(None)
}
