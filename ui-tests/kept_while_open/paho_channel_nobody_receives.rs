//! Nobody has the other end any more: the client comes back in the error, and is dropped with it.
//! Source: look-alike of paho_sent_to_channel.
#![allow(unused)]

use paho_mqtt::{Client, ConnectOptions, CreateOptionsBuilder};
use std::sync::mpsc;

fn connect() -> paho_mqtt::Result<Client> {
    let options = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("crusher-11")
        .finalize();
    let client = Client::new(options)?;
    client.connect(ConnectOptions::new())?;
    Ok(client)
}

fn main() -> paho_mqtt::Result<()> {
    let (sender, receiver) = mpsc::channel();
    drop(receiver);
    if let Err(error) = sender.send(connect()?) {
        println!("{error}");
    }
    let client = connect()?;
    println!("{}", client.is_connected());
    Ok(())
}
