//! The function calls itself only when its own client has been dropped.
//! Source: recursion (a well-known example of manual reconnection has this shape); broker row paho c2.
#![allow(unused)]

use paho_mqtt::{ConnectOptions, CreateOptionsBuilder, Message, QOS_1};

fn report(attempts: u32) -> paho_mqtt::Result<()> {
    let sent = {
        let client = CreateOptionsBuilder::new()
            .server_uri("mqtt://broker.plant.example:1883")
            .client_id("lift-2")
            .create_client()?;
        client.connect(ConnectOptions::new()).wait()?;
        client.publish(Message::new("lift/floor", "7", QOS_1)).wait()
    };
    match sent {
        Err(_) if attempts > 0 => report(attempts - 1),
        other => other,
    }
}

fn main() -> paho_mqtt::Result<()> {
    report(3)
}
