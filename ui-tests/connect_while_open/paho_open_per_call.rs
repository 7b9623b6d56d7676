//! The alarm function opens a client of its own while the long-lived one of the same identity is connected.
//! Source: taxonomy T3; broker row paho a1.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder, Message, QOS_1};
use std::time::Duration;

const DEVICE: &str = "freezer-3";

fn create() -> paho_mqtt::Result<AsyncClient> {
    CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id(DEVICE)
        .create_client()
}

async fn send_alarm(text: &str) -> paho_mqtt::Result<()> {
    let client = create()?;
    client.connect(ConnectOptions::new()).await?; //~ connect_while_open
    client.publish(Message::new("alarm", text, QOS_1)).await?;
    client.disconnect(None).await?;
    Ok(())
}

#[tokio::main]
async fn main() -> paho_mqtt::Result<()> {
    let telemetry = create()?;
    telemetry.connect(ConnectOptions::new()).await?;
    let mut degrees = -12;
    loop {
        degrees += 1;
        telemetry.publish(Message::new("degrees", degrees.to_string(), QOS_1)).await?;
        if degrees > -10 {
            send_alarm("too warm").await?;
        }
        tokio::time::sleep(Duration::from_secs(60)).await;
    }
}
