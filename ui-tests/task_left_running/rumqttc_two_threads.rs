//! A factory with a fixed identity is used by two threads, each of which iterates for ever.
//! Source: taxonomy T2 (the shape of a report to the rumqtt project); broker row rumqttc a1.
#![allow(unused)]

use rumqttc::{Client, Connection, MqttOptions};
use std::thread;

fn new_client() -> (Client, Connection) {
    Client::new(MqttOptions::new("dynamic-server", "broker.plant.example", 1883), 10)
}

fn main() {
    let commands = thread::spawn(|| {
        let (client, mut connection) = new_client();
        for notification in connection.iter() {
            println!("commands {notification:?}");
        }
    });
    let (client, mut connection) = new_client();
    for notification in connection.iter() { //~ task_left_running
        println!("telemetry {notification:?}");
    }
    commands.join().expect("the thread panicked");
}
