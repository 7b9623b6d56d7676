//! A thread that is joined inside of its scope, then one that the end of its scope waits for, then nobody else.
//! Source: tasks that end by themselves, and what connects before anybody waits for them.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder, Message};
use std::thread;
use std::time::Duration;

fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("press-9")
        .create_client()?;
    client.connect(ConnectOptions::new()).wait()?;
    Ok(client)
}

fn report(topic: &str) {
    let client = connect().expect("no connection");
    for _ in 0..10 {
        client.publish(Message::new(topic, "1", 0));
        thread::sleep(Duration::from_secs(1));
    }
}

fn main() {
    thread::scope(|scope| {
        let alarms = scope.spawn(|| report("alarms"));
        alarms.join().expect("the thread panicked");
        scope.spawn(|| report("telemetry"));
    });
    report("state");
}
