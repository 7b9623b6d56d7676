//! A thread connects anew for each round of reports, for ever, and the program connects beside it.
//! Source: what a thread goes on with after it has opened it.
#![allow(unused)]

use paho_mqtt::{Client, ConnectOptions, CreateOptionsBuilder, Message};
use std::thread;
use std::time::Duration;

fn client() -> paho_mqtt::Result<Client> {
    let options = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("press-12")
        .finalize();
    Client::new(options)
}

fn main() -> paho_mqtt::Result<()> {
    thread::spawn(|| {
        loop {
            let reports = client().expect("no client");
            reports.connect(ConnectOptions::new()).expect("no broker");
            let _ = reports.publish(Message::new("reports", "1", 0));
            thread::sleep(Duration::from_secs(60));
        }
    });
    thread::sleep(Duration::from_secs(1));
    let alarms = client()?;
    alarms.connect(ConnectOptions::new())?; //~ task_left_running
    alarms.publish(Message::new("alarms", "1", 0))?;
    Ok(())
}
