//! The first attempt timed out and goes on behind; the retry uses the same handle.
//! Truth table paho h1: no takeover, 1 connect.
#![allow(unused)]

use paho_mqtt::{ConnectOptions, CreateOptionsBuilder};
use std::time::Duration;

fn main() -> paho_mqtt::Result<()> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("crane-1")
        .create_client()?;
    let first = client.connect(ConnectOptions::new()).wait_for(Duration::from_micros(1));
    if let Err(error) = first {
        eprintln!("{error}, one more try");
        client.connect(ConnectOptions::new()).wait_for(Duration::from_secs(2))?;
    }
    Ok(())
}
