//! Sync client: `disconnect`, the thread breaks on the error and is joined.
//! Truth table rumqttc s4: no takeover.
#![allow(unused)]

use rumqttc::{Client, MqttOptions};
use std::thread;
use std::time::Duration;

fn options() -> MqttOptions {
    MqttOptions::new("scale-5", "broker.plant.example", 1883)
}

fn main() -> anyhow::Result<()> {
    let (client, mut connection) = Client::new(options(), 10);
    let receiving = thread::spawn(move || {
        for notification in connection.iter() {
            if notification.is_err() {
                break;
            }
        }
    });
    thread::sleep(Duration::from_secs(5));
    client.disconnect()?;
    receiving.join().expect("the receiving thread panicked");

    let (client, mut connection) = Client::new(options(), 10);
    println!("{:?}", connection.recv());
    Ok(())
}
