//! `disconnect` is queued and the event loop polled until its error, before the next one connects.
//! Source: taxonomy T6, the look-alike; broker row rumqttc c5.
#![allow(unused)]

use rumqttc::{AsyncClient, EventLoop, MqttOptions};

async fn connected() -> anyhow::Result<(AsyncClient, EventLoop)> {
    let options = MqttOptions::new("booth-2", "broker.plant.example", 1883);
    let (client, mut eventloop) = AsyncClient::new(options, 10);
    eventloop.poll().await?;
    Ok((client, eventloop))
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let (client, mut eventloop) = connected().await?;
    client.disconnect().await?;
    while eventloop.poll().await.is_ok() {}
    let (new_client, mut new_eventloop) = connected().await?;
    new_eventloop.poll().await?;
    Ok(())
}
