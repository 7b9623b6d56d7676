//! The retry is a call of the function itself, inside the scope that holds the failed client.
//! Source: recursion; broker row paho a1.
#![allow(unused)]

use paho_mqtt::{ConnectOptions, CreateOptionsBuilder, Message, QOS_1};

fn report(attempts: u32) -> paho_mqtt::Result<()> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("lift-2")
        .create_client()?;
    client.connect(ConnectOptions::new()).wait()?; //~ reconnect_without_evidence
    let sent = client.publish(Message::new("lift/floor", "7", QOS_1)).wait();
    if sent.is_err() && attempts > 0 {
        report(attempts - 1)?;
    }
    println!("{}", client.is_connected());
    Ok(())
}

fn main() -> paho_mqtt::Result<()> {
    report(3)
}
