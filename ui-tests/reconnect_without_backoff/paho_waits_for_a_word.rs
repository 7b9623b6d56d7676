//! Somebody has to ask for the next attempt.
#![allow(unused)]

use paho_mqtt::{Client, ConnectOptions, CreateOptionsBuilder};
use std::sync::mpsc::{channel, Receiver};

fn client() -> paho_mqtt::Result<Client> {
    let options = CreateOptionsBuilder::new().server_uri("tcp://hub.mill.example").client_id("mill-3").finalize();
    Client::new(options)
}

fn connected(client: &Client, again: &Receiver<()>) {
    while client.connect(ConnectOptions::new()).is_err() {
        if again.recv().is_err() {
            return;
        }
    }
}

fn main() -> paho_mqtt::Result<()> {
    let client = client()?;
    let (_button, again) = channel();
    connected(&client, &again);
    client.disconnect(None)
}
