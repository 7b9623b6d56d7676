//! mqtt5: the client says that it is not connected, and comes back by itself beside the new one.
//! Source: guards are facts; the answer is given by an `async fn`.
#![allow(unused)]

use mqtt5::MqttClient;
use std::time::Duration;

async fn connect() -> anyhow::Result<MqttClient> {
    let client = MqttClient::new("hopper-8");
    client.connect("mqtt://broker.plant.example:1883").await?; //~ reconnect_beside_auto_reconnect
    Ok(client)
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut client = connect().await?;
    loop {
        if !client.is_connected().await {
            client = connect().await?;
        }
        tokio::time::sleep(Duration::from_secs(10)).await;
    }
}
