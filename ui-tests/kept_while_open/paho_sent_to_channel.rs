//! The first client waits in a channel that nobody has read yet.
//! Source: moves into a channel; broker row paho g4.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};
use std::sync::mpsc;

fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("meter-4")
        .create_client()?;
    client.connect(ConnectOptions::new()).wait()?; //~ kept_while_open
    Ok(client)
}

fn main() -> paho_mqtt::Result<()> {
    let (sender, receiver) = mpsc::channel();
    sender.send(connect()?).expect("the receiver lives");
    let client = connect()?;
    println!("{}", client.is_connected());
    println!("{}", receiver.recv().is_ok());
    Ok(())
}
