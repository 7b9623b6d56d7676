//! mosquitto-rs: the shadowed client lives on, and its thread comes back after the takeover.
#![allow(unused)]

use mosquitto_rs::{Client, Error};
use std::time::Duration;
use tokio::time::sleep;

async fn connect() -> Result<Client, Error> {
    let client = Client::with_id("hopper-1", true)?;
    client.connect("broker.plant.example", 1883, Duration::from_secs(5), None).await?; //~ shadowed_while_open
    Ok(client)
}

#[tokio::main]
async fn main() -> Result<(), Error> {
    let client = connect().await?;
    client.subscribe("hopper/level", mosquitto_rs::QoS::AtMostOnce).await?;
    let client = connect().await?;
    sleep(Duration::from_secs(60)).await;
    Ok(())
}
