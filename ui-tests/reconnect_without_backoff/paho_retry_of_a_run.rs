//! The whole run is begun again as soon as it has ended, and it ends at once if the connect fails.
#![allow(unused)]

use paho_mqtt::{Client, ConnectOptions, CreateOptionsBuilder};

fn client() -> paho_mqtt::Result<Client> {
    let options = CreateOptionsBuilder::new().server_uri("tcp://hub.mill.example").client_id("mill-3").finalize();
    Client::new(options)
}

fn run() -> paho_mqtt::Result<()> {
    let client = client()?;
    client.connect(ConnectOptions::new())?; //~ reconnect_without_backoff
    for message in client.start_consuming() {
        println!("{message:?}");
    }
    client.disconnect(None)
}

fn main() {
    loop {
        if let Err(error) = run() {
            eprintln!("{error}, once more");
        }
    }
}
