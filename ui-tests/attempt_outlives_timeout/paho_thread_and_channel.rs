//! The thread that connects is given a moment to say that it has, and then a second one is started beside it.
//! Source: taxonomy T9, the first attempt survives.
#![allow(unused)]

use paho_mqtt::{Client, ConnectOptions, CreateOptionsBuilder};
use std::sync::mpsc;
use std::time::Duration;

fn attempt() -> paho_mqtt::Result<Client> {
    let options = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("dryer-2")
        .finalize();
    let client = Client::new(options)?;
    client.connect(ConnectOptions::new())?; //~ attempt_outlives_timeout
    std::thread::sleep(Duration::from_secs(1));
    Ok(client)
}

fn connect(limit: Duration) -> Option<Client> {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let _ = sender.send(attempt());
    });
    match receiver.recv_timeout(limit) {
        Ok(Ok(client)) => Some(client),
        Ok(Err(_)) | Err(_) => None,
    }
}

fn main() {
    let client = match connect(Duration::ZERO) {
        Some(client) => Some(client),
        None => connect(Duration::from_secs(8)),
    };
    println!("{}", client.is_some());
}
