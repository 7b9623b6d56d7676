//! A thread keeps the client that came last through a channel of crossbeam.
//! Source: channels that hand a handle to the task that owns it.
#![allow(unused)]

use paho_mqtt::{Client, ConnectOptions, CreateOptionsBuilder, Message};
use std::time::Duration;

fn connect() -> paho_mqtt::Result<Client> {
    let options = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("crusher-81")
        .finalize();
    let client = Client::new(options)?;
    client.connect(ConnectOptions::new())?; //~ task_left_running
    Ok(client)
}

fn main() -> paho_mqtt::Result<()> {
    let (sender, clients) = crossbeam_channel::unbounded();
    let owner = std::thread::spawn(move || {
        let mut current: Option<Client> = None;
        for client in clients {
            current = Some(client);
        }
        drop(current);
    });
    let _ = sender.send(connect()?);
    std::thread::sleep(Duration::from_secs(1));
    let _ = sender.send(connect()?);
    drop(sender);
    owner.join().expect("the thread panicked");
    Ok(())
}
