//! The second task starts when the first one has been joined.
//! Source: taxonomy T7, the look-alike; broker row paho g4b.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

async fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("fan-2")
        .create_client()?;
    client.connect(ConnectOptions::new()).await?;
    Ok(client)
}

async fn session(topic: &'static str) -> paho_mqtt::Result<()> {
    let client = connect().await?;
    client.publish(paho_mqtt::Message::new(topic, "1", 1)).await?;
    Ok(())
}

#[tokio::main]
async fn main() {
    let telemetry = tokio::spawn(session("telemetry"));
    let _ = telemetry.await;
    let alarms = tokio::spawn(session("alarms"));
    let _ = alarms.await;
}
