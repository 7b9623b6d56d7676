//! The timeout drops the connecting future, and with it the event loop inside.
//! Truth table rumqttc h2: no takeover.
#![allow(unused)]

use rumqttc::{AsyncClient, ConnectionError, EventLoop, MqttOptions};
use std::time::Duration;
use tokio::time::timeout;

async fn connected() -> Result<(AsyncClient, EventLoop), ConnectionError> {
    let options = MqttOptions::new("valve-33", "broker.plant.example", 1883);
    let (client, mut eventloop) = AsyncClient::new(options, 10);
    eventloop.poll().await?;
    Ok((client, eventloop))
}

#[tokio::main]
async fn main() -> Result<(), ConnectionError> {
    for _ in 0..5 {
        let _ = timeout(Duration::from_millis(700), connected()).await;
    }
    let (client, eventloop) = connected().await?;
    Ok(())
}
