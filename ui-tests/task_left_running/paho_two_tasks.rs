//! Two tasks, each with a connection of its own of the one identity.
//! Source: taxonomy T2; broker row paho g4.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

async fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("fan-2")
        .create_client()?;
    client.connect(ConnectOptions::new()).await?; //~ task_left_running
    Ok(client)
}

async fn session(topic: &'static str) -> paho_mqtt::Result<()> {
    let client = connect().await?;
    loop {
        client.publish(paho_mqtt::Message::new(topic, "1", 1)).await?;
        tokio::time::sleep(std::time::Duration::from_secs(10)).await;
    }
}

#[tokio::main]
async fn main() {
    let telemetry = tokio::spawn(session("telemetry"));
    let alarms = tokio::spawn(session("alarms"));
    let _ = telemetry.await;
    let _ = alarms.await;
}
