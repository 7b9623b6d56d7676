//! A thread keeps the client that came last.
//! Source: channels that hand a handle to the task that owns it.
#![allow(unused)]

use paho_mqtt::{Client, ConnectOptions, CreateOptionsBuilder, Message};
use std::sync::mpsc;
use std::time::Duration;

fn connect() -> paho_mqtt::Result<Client> {
    let options = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("crusher-5")
        .finalize();
    let client = Client::new(options)?;
    client.connect(ConnectOptions::new())?; //~ task_left_running
    Ok(client)
}

fn main() -> paho_mqtt::Result<()> {
    let (sender, clients) = mpsc::channel();
    let owner = std::thread::spawn(move || {
        let mut current: Option<Client> = None;
        for client in clients {
            current = Some(client);
        }
        drop(current);
    });
    sender.send(connect()?).expect("the thread is gone");
    std::thread::sleep(Duration::from_secs(1));
    sender.send(connect()?).expect("the thread is gone");
    drop(sender);
    owner.join().expect("the thread panicked");
    Ok(())
}
