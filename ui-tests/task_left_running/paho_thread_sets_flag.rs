//! A thread sets a flag when it is through; the flag is looked at before the next connect.
//! Source: tasks that end by themselves, and what connects before anybody waits for them.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder, Message};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("press-14")
        .create_client()?;
    client.connect(ConnectOptions::new()).wait()?;
    Ok(client)
}

fn main() -> paho_mqtt::Result<()> {
    let done = Arc::new(AtomicBool::new(false));
    let flag = done.clone();
    let reporter = thread::spawn(move || {
        let client = connect().expect("no connection");
        client.publish(Message::new("alarms", "1", 0));
        client.disconnect(None).wait().expect("no answer");
        flag.store(true, Ordering::SeqCst);
    });
    while !done.load(Ordering::SeqCst) {
        thread::sleep(Duration::from_millis(10));
    }
    let client = connect()?;
    client.publish(Message::new("telemetry", "1", 0));
    reporter.join().expect("the thread panicked");
    Ok(())
}
