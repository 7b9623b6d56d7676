//! The client moved into a thread that has ended before the next one connects.
//! Truth table paho g4b: no takeover.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};
use std::thread;
use std::time::Duration;

fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("lathe-8")
        .create_client()?;
    client.connect(ConnectOptions::new()).wait_for(Duration::from_secs(5))?;
    Ok(client)
}

fn main() -> paho_mqtt::Result<()> {
    let client = connect()?;
    let checking = thread::spawn(move || {
        println!("connected: {}", client.is_connected());
    });
    checking.join().expect("the check panicked");
    let client = connect()?;
    thread::sleep(Duration::from_secs(60));
    Ok(())
}
