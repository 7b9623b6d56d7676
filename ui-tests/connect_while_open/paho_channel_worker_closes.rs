//! The worker closes the client that it was sent, and then connects one of its own.
//! Source: look-alike of paho_channel_worker.
#![allow(unused)]

use paho_mqtt::{Client, ConnectOptions, CreateOptionsBuilder, Message};
use std::sync::mpsc;
use std::time::Duration;

fn connect() -> paho_mqtt::Result<Client> {
    let options = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("crusher-8")
        .finalize();
    let client = Client::new(options)?;
    client.connect(ConnectOptions::new())?;
    Ok(client)
}

fn main() -> paho_mqtt::Result<()> {
    let (sender, clients) = mpsc::channel::<Client>();
    let worker = std::thread::spawn(move || {
        while let Ok(client) = clients.recv() {
            let _ = client.publish(Message::new("crusher/8", "on", 0));
            client.disconnect(None).expect("no answer");
            let own = connect();
            println!("{}", own.is_ok());
        }
    });
    sender.send(connect()?).expect("the thread is gone");
    drop(sender);
    worker.join().expect("the thread panicked");
    Ok(())
}
