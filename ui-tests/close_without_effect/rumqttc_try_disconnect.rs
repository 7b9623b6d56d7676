//! `try_disconnect` queues, as `disconnect` does; nobody polls the event loop.
//! Source: taxonomy T6; broker row rumqttc c6.
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
    let mut pair = connected().await?;
    pair.0.try_disconnect()?;
    pair = connected().await?;
    pair.1.poll().await?;
    Ok(())
}
