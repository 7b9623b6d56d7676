//! A thread for each topic, all of one identity; all are started before the first one is joined.
//! Source: tasks that end by themselves, and what connects before anybody waits for them.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder, Message};
use std::thread;
use std::time::Duration;

fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("press-7")
        .create_client()?;
    client.connect(ConnectOptions::new()).wait()?; //~ task_left_running
    Ok(client)
}

fn report(topic: &'static str) {
    let client = connect().expect("no connection");
    for _ in 0..10 {
        client.publish(Message::new(topic, "1", 0));
        thread::sleep(Duration::from_secs(1));
    }
}

fn main() {
    let threads: Vec<_> = ["alarms", "telemetry"]
        .into_iter()
        .map(|topic| thread::spawn(move || report(topic)))
        .collect();
    for thread in threads {
        thread.join().expect("a thread panicked");
    }
}
