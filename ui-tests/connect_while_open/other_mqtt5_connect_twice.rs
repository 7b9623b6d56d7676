//! mqtt5: `connect` on a connected client gives `AlreadyConnected`.
//! Scenario table, mqtt5: connect twice on one handle: no takeover.
#![allow(unused)]

use mqtt5::MqttClient;
use std::time::Duration;
use tokio::time::sleep;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let client = MqttClient::new("hopper-1");
    client.connect("mqtt://broker.plant.example:1883").await?;
    if let Err(error) = client.connect("mqtt://broker.plant.example:1883").await {
        println!("{error}");
    }
    sleep(Duration::from_secs(60)).await;
    Ok(())
}
