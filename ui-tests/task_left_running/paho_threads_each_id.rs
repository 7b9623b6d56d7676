//! A thread for each press, each with the identity of its press; then one connection more, when all have ended.
//! Source: tasks that end by themselves, and what connects before anybody waits for them.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder, Message};
use std::thread;
use std::time::Duration;

fn report(press: &str) {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id(press)
        .create_client()
        .expect("no client");
    client.connect(ConnectOptions::new()).wait().expect("no connection");
    for _ in 0..10 {
        client.publish(Message::new("alive", "1", 0));
        thread::sleep(Duration::from_secs(1));
    }
}

fn main() {
    let mut threads = Vec::new();
    for press in ["press-7", "press-8"] {
        threads.push(thread::spawn(move || report(press)));
    }
    for thread in threads {
        thread.join().expect("a thread panicked");
    }
    report("press-7");
}
