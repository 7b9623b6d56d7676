//! mqtt5: that the client is not connected is only logged; it comes back by itself.
//! Source: guards are facts; the answer is given by an `async fn`.
#![allow(unused)]

use mqtt5::MqttClient;
use std::time::Duration;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let client = MqttClient::new("hopper-9");
    client.connect("mqtt://broker.plant.example:1883").await?;
    for _ in 0..6 {
        if !client.is_connected().await {
            eprintln!("not connected");
        }
        tokio::time::sleep(Duration::from_secs(10)).await;
    }
    client.disconnect().await?;
    Ok(())
}
