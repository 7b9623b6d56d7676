//! A thread connects until it has been heard, and is waited for before the program connects.
//! Source: what a thread goes on with after it has opened it.
#![allow(unused)]

use paho_mqtt::{Client, ConnectOptions, CreateOptionsBuilder, Message};
use std::thread;
use std::time::Duration;

fn client() -> paho_mqtt::Result<Client> {
    let options = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("press-13")
        .finalize();
    Client::new(options)
}

fn main() -> paho_mqtt::Result<()> {
    let announced = thread::spawn(|| {
        loop {
            let reports = client().expect("no client");
            reports.connect(ConnectOptions::new()).expect("no broker");
            let heard = reports.publish(Message::new("hello", "1", 0)).is_ok();
            reports.disconnect(None).expect("not connected");
            if heard {
                break;
            }
        }
    });
    announced.join().expect("the thread panicked");
    let alarms = client()?;
    alarms.connect(ConnectOptions::new())?;
    alarms.publish(Message::new("alarms", "1", 0))?;
    Ok(())
}
