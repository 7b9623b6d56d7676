//! The event loop moved into a task that has returned: it dropped with the task.
//! Truth table rumqttc g4: no takeover.
#![allow(unused)]

use rumqttc::{AsyncClient, EventLoop, MqttOptions};
use std::time::Duration;
use tokio::time::timeout;

async fn connected() -> anyhow::Result<(AsyncClient, EventLoop)> {
    let options = MqttOptions::new("badge-reader", "broker.plant.example", 1883);
    let (client, mut eventloop) = AsyncClient::new(options, 10);
    eventloop.poll().await?;
    Ok((client, eventloop))
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let (client, mut eventloop) = connected().await?;
    let listening = tokio::spawn(async move {
        let _ = timeout(Duration::from_secs(5), eventloop.poll()).await;
    });
    listening.await?;

    let (client, eventloop) = connected().await?;
    Ok(())
}
