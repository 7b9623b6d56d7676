//! A thread is through with each client that comes through a channel of crossbeam.
//! Source: look-alike of paho_crossbeam_thread.
#![allow(unused)]

use paho_mqtt::{Client, ConnectOptions, CreateOptionsBuilder, Message};
use std::time::Duration;

fn connect() -> paho_mqtt::Result<Client> {
    let options = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("crusher-82")
        .finalize();
    let client = Client::new(options)?;
    client.connect(ConnectOptions::new())?;
    Ok(client)
}

fn main() -> paho_mqtt::Result<()> {
    let (sender, clients) = crossbeam_channel::unbounded::<Client>();
    let owner = std::thread::spawn(move || {
        for client in clients {
            let _ = client.publish(Message::new("crusher", "on", 1));
        }
    });
    let _ = sender.send(connect()?);
    std::thread::sleep(Duration::from_secs(1));
    std::thread::sleep(Duration::from_secs(1));
    let _ = sender.send(connect()?);
    drop(sender);
    owner.join().expect("the thread panicked");
    Ok(())
}
