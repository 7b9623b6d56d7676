//! mosquitto-rs: the drop of the last clone ends the thread and closes.
#![allow(unused)]

use mosquitto_rs::{Client, Error};
use std::time::Duration;
use tokio::time::sleep;

async fn connect() -> Result<Client, Error> {
    let client = Client::with_id("hopper-1", true)?;
    client.connect("broker.plant.example", 1883, Duration::from_secs(5), None).await?;
    Ok(client)
}

#[tokio::main]
async fn main() -> Result<(), Error> {
    let first = connect().await?;
    let clone = first.clone();
    drop(first);
    drop(clone);
    let second = connect().await?;
    sleep(Duration::from_secs(60)).await;
    Ok(())
}
