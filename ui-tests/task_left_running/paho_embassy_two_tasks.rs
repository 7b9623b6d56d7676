//! Two tasks of embassy, each with a client of its own of the one identity.
//! Source: documentation of embassy-executor 0.10; broker row paho a1.
#![allow(unused)]

use embassy_executor::Spawner;
use embassy_time::Timer;
use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder, Message};

async fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("fan-34")
        .create_client()?;
    client.connect(ConnectOptions::new()).await?; //~ task_left_running
    Ok(client)
}

#[embassy_executor::task]
async fn telemetry() {
    let client = connect().await.expect("connected");
    loop {
        let _ = client.publish(Message::new("fan/34", "on", 1)).await;
        Timer::after_secs(10).await;
    }
}

#[embassy_executor::task]
async fn alarms() {
    let client = connect().await.expect("connected");
    loop {
        let _ = client.publish(Message::new("fan/34/alarm", "off", 1)).await;
        Timer::after_secs(60).await;
    }
}

#[embassy_executor::main]
async fn main(spawner: Spawner) {
    spawner.spawn(telemetry().expect("one of it"));
    spawner.spawn(alarms().expect("one of it"));
}
