//! mqtt5: a `disconnect` that nobody awaits does nothing, and the client's own task keeps the connection.
//! Scenario table, mqtt5: graceful close not awaited, then new: takeover.
#![allow(unused)]

use mqtt5::MqttClient;

async fn connect() -> anyhow::Result<MqttClient> {
    let client = MqttClient::new("hopper-1");
    client.connect("mqtt://broker.plant.example:1883").await?; //~ close_without_effect
    Ok(client)
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let client = connect().await?;
    client.disconnect();
    let client = connect().await?;
    println!("{}", client.is_connected().await);
    Ok(())
}
