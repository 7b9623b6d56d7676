//! mqtt5: the drop of the client ends nothing, the task that reconnects has a handle of its own.
//! Scenario table, mqtt5: drop the client handle, then new: takeover.
#![allow(unused)]

use mqtt5::MqttClient;
use std::time::Duration;
use tokio::time::sleep;

async fn connect() -> anyhow::Result<MqttClient> {
    let client = MqttClient::new("hopper-1");
    client.connect("mqtt://broker.plant.example:1883").await?; //~ kept_while_open
    Ok(client)
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let client = connect().await?;
    drop(client);
    sleep(Duration::from_millis(300)).await;
    let client = connect().await?;
    sleep(Duration::from_secs(60)).await;
    println!("{}", client.is_connected().await);
    Ok(())
}
