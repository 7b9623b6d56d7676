//! The attempt is a task; it goes on when the wait for it is given up, and the next one begins.
//! Source: taxonomy T9, it was spawned; truth table rumqttc h3 for a helper that spawns.
#![allow(unused)]

use rumqttc::{AsyncClient, EventLoop, MqttOptions};
use std::time::Duration;
use tokio::time::{sleep, timeout};

async fn attempt() -> Result<(AsyncClient, EventLoop), rumqttc::ConnectionError> {
    let options = MqttOptions::new("dryer-3", "broker.plant.example", 1883);
    let (client, mut eventloop) = AsyncClient::new(options, 10);
    eventloop.poll().await?; //~ attempt_outlives_timeout
    sleep(Duration::from_secs(1)).await;
    Ok((client, eventloop))
}

#[tokio::main]
async fn main() {
    let first = tokio::spawn(attempt());
    let connected = match timeout(Duration::from_millis(1), first).await {
        Ok(connected) => connected,
        Err(_) => tokio::spawn(attempt()).await,
    };
    if let Ok(Ok((client, mut eventloop))) = connected {
        while eventloop.poll().await.is_ok() {}
    }
}
