//! mqtt5: a second client of the same id while the first, which reconnects by itself, is in use.
//! Scenario table, mqtt5: two live in scope: takeover.
#![allow(unused)]

use mqtt5::MqttClient;

async fn connect() -> anyhow::Result<MqttClient> {
    let client = MqttClient::new("hopper-1");
    client.connect("mqtt://broker.plant.example:1883").await?; //~ connect_while_open
    Ok(client)
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let telemetry = connect().await?;
    let alarms = connect().await?;
    println!("{} {}", telemetry.is_connected().await, alarms.is_connected().await);
    Ok(())
}
