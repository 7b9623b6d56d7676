//! The attempt that was too slow is aborted, and has ended before the next one begins.
//! Source: the remedy of the lint's page.
#![allow(unused)]

use rumqttc::{AsyncClient, EventLoop, MqttOptions};
use std::time::Duration;
use tokio::time::{sleep, timeout};

async fn attempt() -> Result<(AsyncClient, EventLoop), rumqttc::ConnectionError> {
    let options = MqttOptions::new("dryer-5", "broker.plant.example", 1883);
    let (client, mut eventloop) = AsyncClient::new(options, 10);
    eventloop.poll().await?;
    sleep(Duration::from_secs(1)).await;
    Ok((client, eventloop))
}

#[tokio::main]
async fn main() {
    let mut first = tokio::spawn(attempt());
    let connected = match timeout(Duration::from_millis(200), &mut first).await {
        Ok(connected) => connected,
        Err(_) => {
            first.abort();
            let _ = first.await;
            tokio::spawn(attempt()).await
        }
    };
    println!("{}", connected.is_ok());
}
