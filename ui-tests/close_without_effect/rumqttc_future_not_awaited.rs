//! The future of `disconnect` is dropped without being awaited: nothing was even queued.
//! Source: taxonomy T6; broker row rumqttc a2.
#![allow(unused)]

use rumqttc::{AsyncClient, EventLoop, MqttOptions};

async fn connected() -> anyhow::Result<(AsyncClient, EventLoop)> {
    let options = MqttOptions::new("booth-2", "broker.plant.example", 1883);
    let (client, mut eventloop) = AsyncClient::new(options, 10);
    eventloop.poll().await?; //~ close_without_effect
    Ok((client, eventloop))
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let (client, mut eventloop) = connected().await?;
    let _ = client.disconnect();
    let (client, mut new_eventloop) = connected().await?;
    eventloop.poll().await?;
    new_eventloop.poll().await?;
    Ok(())
}
