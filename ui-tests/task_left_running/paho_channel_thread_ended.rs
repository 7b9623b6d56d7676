//! The first thread ends, and drops what it was sent, when nobody can send to it any more; it is joined before the next
//! connect.
//! Source: look-alike of paho_channel_thread.
#![allow(unused)]

use paho_mqtt::{Client, ConnectOptions, CreateOptionsBuilder, Message};
use std::sync::mpsc;
use std::time::Duration;

fn connect() -> paho_mqtt::Result<Client> {
    let options = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("crusher-6")
        .finalize();
    let client = Client::new(options)?;
    client.connect(ConnectOptions::new())?;
    Ok(client)
}

fn run() -> paho_mqtt::Result<()> {
    let (sender, clients) = mpsc::channel();
    let owner = std::thread::spawn(move || {
        let mut current: Option<Client> = None;
        for client in clients {
            current = Some(client);
        }
        drop(current);
    });
    sender.send(connect()?).expect("the thread is gone");
    drop(sender);
    owner.join().expect("the thread panicked");
    Ok(())
}

fn main() -> paho_mqtt::Result<()> {
    run()?;
    run()
}
