//! The first attempt timed out, goes on behind, and the retry makes a new client.
//! Truth table paho h4: takeover.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};
use std::time::Duration;

fn create() -> paho_mqtt::Result<AsyncClient> {
    CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("crane-1")
        .create_client()
}

fn main() -> paho_mqtt::Result<()> {
    let client = create()?;
    if client.connect(ConnectOptions::new()).wait_for(Duration::from_micros(1)).is_err() {
        let second = create()?;
        second.connect(ConnectOptions::new()).wait_for(Duration::from_secs(5))?; //~ attempt_outlives_timeout
        println!("{}", second.is_connected());
    }
    println!("{}", client.is_connected());
    Ok(())
}
