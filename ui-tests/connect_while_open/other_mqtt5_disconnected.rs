//! mqtt5: the awaited `disconnect` ends the connection, whatever lives on.
//! Scenario table, mqtt5: graceful close awaited, then new: no takeover.
#![allow(unused)]

use mqtt5::MqttClient;
use std::time::Duration;
use tokio::time::sleep;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let first = MqttClient::new("hopper-1");
    first.connect("mqtt://broker.plant.example:1883").await?;
    first.disconnect().await?;
    let second = MqttClient::new("hopper-1");
    second.connect("mqtt://broker.plant.example:1883").await?;
    sleep(Duration::from_secs(60)).await;
    println!("{}", first.is_connected().await);
    Ok(())
}
