//! A thread that does what it is told: the second command that connects replaces the client that the first one has left.
//! Source: run loops that match on commands.
#![allow(unused)]

use std::sync::mpsc;
use std::thread;

use paho_mqtt::{Client, ConnectOptions, CreateOptionsBuilder};

enum Command {
    Connect,
    Publish,
}

fn connect() -> paho_mqtt::Result<Client> {
    let options = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("dryer-20")
        .finalize();
    let client = Client::new(options)?;
    client.connect(ConnectOptions::new())?; //~ overwrite_while_open
    Ok(client)
}

fn work(commands: mpsc::Receiver<Command>) -> paho_mqtt::Result<()> {
    let mut client = None;
    for command in commands {
        match command {
            Command::Connect => client = Some(connect()?),
            Command::Publish => println!("{}", client.is_some()),
        }
    }
    Ok(())
}

fn main() -> paho_mqtt::Result<()> {
    let (sender, commands) = mpsc::channel();
    let worker = thread::spawn(move || work(commands));
    let _ = sender.send(Command::Connect);
    let _ = sender.send(Command::Publish);
    let _ = sender.send(Command::Connect);
    drop(sender);
    worker.join().expect("the thread panicked")
}
