//! Sync client: the shadowed connection lives to the end of `main`.
//! Truth table rumqttc s3: takeover.
#![allow(unused)]

use rumqttc::{Client, MqttOptions};

fn options() -> MqttOptions {
    MqttOptions::new("scale-5", "broker.plant.example", 1883)
}

fn main() {
    let (client, mut connection) = Client::new(options(), 10);
    println!("{:?}", connection.recv());
    let (client, mut connection) = Client::new(options(), 10);
    println!("{:?}", connection.recv()); //~ shadowed_while_open
}
