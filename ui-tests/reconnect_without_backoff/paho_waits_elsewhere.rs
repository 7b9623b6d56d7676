//! The delay is in a function of its own.
#![allow(unused)]

use paho_mqtt::{Client, ConnectOptions, CreateOptionsBuilder};
use std::{thread, time::Duration};

fn client() -> paho_mqtt::Result<Client> {
    let options = CreateOptionsBuilder::new().server_uri("tcp://hub.mill.example").client_id("mill-3").finalize();
    Client::new(options)
}

struct Backoff(u32);

impl Backoff {
    fn next(&mut self) {
        self.0 = (self.0 + 1).min(6);
        thread::sleep(Duration::from_secs(1 << self.0));
    }
}

fn main() -> paho_mqtt::Result<()> {
    let client = client()?;
    let mut backoff = Backoff(0);
    while client.connect(ConnectOptions::new()).is_err() {
        backoff.next();
    }
    client.disconnect(None)
}
