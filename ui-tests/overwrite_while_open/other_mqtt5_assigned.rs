//! mqtt5: the new client connects before the old one is replaced, which would not close it either.
//! Scenario table, mqtt5: assign over the old: takeover.
#![allow(unused)]

use mqtt5::MqttClient;
use std::time::Duration;
use tokio::time::sleep;

struct Gateway {
    client: MqttClient,
}

async fn connect() -> anyhow::Result<MqttClient> {
    let client = MqttClient::new("hopper-1");
    client.connect("mqtt://broker.plant.example:1883").await?; //~ overwrite_while_open
    Ok(client)
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut gateway = Gateway { client: connect().await? };
    gateway.client = connect().await?;
    sleep(Duration::from_secs(60)).await;
    println!("{}", gateway.client.is_connected().await);
    Ok(())
}
