//! One way round the loop forgets the delay.
#![allow(unused)]

use paho_mqtt::{Client, ConnectOptions, CreateOptionsBuilder};
use std::{thread, time::Duration};

fn client() -> paho_mqtt::Result<Client> {
    let options = CreateOptionsBuilder::new().server_uri("tcp://hub.mill.example").client_id("mill-3").finalize();
    Client::new(options)
}

fn main() -> paho_mqtt::Result<()> {
    let client = client()?;
    let mut quick = true;
    loop {
        match client.connect(ConnectOptions::new()) { //~ reconnect_without_backoff
            Ok(_) => return client.disconnect(None),
            Err(error) => eprintln!("not connected: {error}"),
        }
        if quick {
            continue;
        }
        thread::sleep(Duration::from_secs(5));
    }
}
