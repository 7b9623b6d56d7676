//! Sync client: dropping it does not end the thread that iterates the connection.
//! Truth table rumqttc s1: takeover, the thread never ends.
#![allow(unused)]

use rumqttc::{Client, MqttOptions};
use std::thread;
use std::time::Duration;

fn options() -> MqttOptions {
    MqttOptions::new("scale-5", "broker.plant.example", 1883)
}

fn main() {
    let (client, mut connection) = Client::new(options(), 10);
    let receiving = thread::spawn(move || {
        for notification in connection.iter() {
            if notification.is_err() {
                thread::sleep(Duration::from_millis(100));
            }
        }
    });
    thread::sleep(Duration::from_secs(5));
    drop(client);

    let (client, mut connection) = Client::new(options(), 10);
    let first = connection.recv(); //~ task_left_running
    println!("{first:?}");
}
