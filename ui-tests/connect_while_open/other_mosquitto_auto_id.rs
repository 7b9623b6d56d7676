//! mosquitto-rs: two clients with a random id each.
#![allow(unused)]

use mosquitto_rs::{Client, Error};
use std::time::Duration;
use tokio::time::sleep;

#[tokio::main]
async fn main() -> Result<(), Error> {
    let telemetry = Client::with_auto_id()?;
    telemetry.connect("broker.plant.example", 1883, Duration::from_secs(5), None).await?;
    let commands = Client::with_auto_id()?;
    commands.connect("broker.plant.example", 1883, Duration::from_secs(5), None).await?;
    sleep(Duration::from_secs(60)).await;
    Ok(())
}
