//! The client moved into a thread that still runs when the next one connects.
//! Truth table paho g4: takeover.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder, Message, QOS_0};
use std::thread;
use std::time::Duration;

fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("lathe-8")
        .create_client()?;
    client.connect(ConnectOptions::new()).wait_for(Duration::from_secs(5))?; //~ task_left_running
    Ok(client)
}

fn main() -> paho_mqtt::Result<()> {
    let client = connect()?;
    let heartbeat = thread::spawn(move || {
        for _ in 0..60 {
            client.publish(Message::new("lathe/alive", "1", QOS_0));
            thread::sleep(Duration::from_secs(1));
        }
    });
    let client = connect()?;
    thread::sleep(Duration::from_secs(60));
    heartbeat.join().expect("the heartbeat panicked");
    Ok(())
}
