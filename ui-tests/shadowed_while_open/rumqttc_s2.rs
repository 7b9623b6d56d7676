//! Sync client: the connection was dropped before the next one.
//! Truth table rumqttc s2: no takeover.
#![allow(unused)]

use rumqttc::{Client, MqttOptions};

fn options() -> MqttOptions {
    MqttOptions::new("scale-5", "broker.plant.example", 1883)
}

fn main() {
    let (client, mut connection) = Client::new(options(), 10);
    println!("{:?}", connection.recv());
    drop(connection);
    let (client, mut connection) = Client::new(options(), 10);
    println!("{:?}", connection.recv());
}
