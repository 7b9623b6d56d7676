//! The time limit drops the future that connects, and the socket with it.
//! Truth table rumqttc h2: no takeover.
#![allow(unused)]

use rumqttc::{AsyncClient, EventLoop, MqttOptions};
use std::time::Duration;
use tokio::time::{sleep, timeout};

async fn attempt() -> Result<(AsyncClient, EventLoop), rumqttc::ConnectionError> {
    let options = MqttOptions::new("dryer-4", "broker.plant.example", 1883);
    let (client, mut eventloop) = AsyncClient::new(options, 10);
    eventloop.poll().await?;
    sleep(Duration::from_secs(1)).await;
    Ok((client, eventloop))
}

#[tokio::main]
async fn main() {
    for limit in [200, 8000] {
        if let Ok(Ok((client, mut eventloop))) = timeout(Duration::from_millis(limit), attempt()).await {
            while eventloop.poll().await.is_ok() {}
            return;
        }
    }
}
