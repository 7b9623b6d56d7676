//! Two tasks of embassy, each with a client of its own, of two identities.
//! Source: documentation of embassy-executor 0.10.
#![allow(unused)]

use embassy_executor::Spawner;
use embassy_time::Timer;
use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder, Message};

async fn connect(id: &str) -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id(id)
        .create_client()?;
    client.connect(ConnectOptions::new()).await?;
    Ok(client)
}

#[embassy_executor::task]
async fn telemetry() {
    let client = connect("fan-35").await.expect("connected");
    loop {
        let _ = client.publish(Message::new("fan/35", "on", 1)).await;
        Timer::after_secs(10).await;
    }
}

#[embassy_executor::task]
async fn alarms() {
    let client = connect("fan-36").await.expect("connected");
    loop {
        let _ = client.publish(Message::new("fan/36", "off", 1)).await;
        Timer::after_secs(60).await;
    }
}

#[embassy_executor::main]
async fn main(spawner: Spawner) {
    spawner.spawn(telemetry().expect("one of it"));
    spawner.spawn(alarms().expect("one of it"));
}
