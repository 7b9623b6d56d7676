//! Waiting for the thread has been given up, but the next one begins only once it has ended.
//! Source: look-alike of a thread and a channel.
#![allow(unused)]

use paho_mqtt::{Client, ConnectOptions, CreateOptionsBuilder};
use std::sync::mpsc;
use std::time::Duration;

fn attempt() -> paho_mqtt::Result<Client> {
    let options = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("dryer-7")
        .finalize();
    let client = Client::new(options)?;
    client.connect(ConnectOptions::new())?;
    Ok(client)
}

fn main() {
    let (sender, receiver) = mpsc::channel();
    let thread = std::thread::spawn(move || {
        let _ = sender.send(attempt().is_ok());
    });
    if receiver.recv_timeout(Duration::ZERO).is_err() {
        while !thread.is_finished() {
            std::thread::sleep(Duration::from_millis(50));
        }
        println!("{}", attempt().is_ok());
    }
}
