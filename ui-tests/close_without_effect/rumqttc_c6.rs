//! `disconnect` only queues; nobody polls the event loop, which stays in scope with its socket.
//! Truth table rumqttc c6: takeover.
#![allow(unused)]

use rumqttc::{AsyncClient, EventLoop, MqttOptions};

async fn connected() -> anyhow::Result<(AsyncClient, EventLoop)> {
    let options = MqttOptions::new("dosing-unit", "broker.plant.example", 1883);
    let (client, mut eventloop) = AsyncClient::new(options, 10);
    eventloop.poll().await?; //~ close_without_effect
    Ok((client, eventloop))
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let (client, eventloop) = connected().await?;
    client.disconnect().await?;
    let (new_client, mut new_eventloop) = connected().await?;
    while new_eventloop.poll().await.is_ok() {}
    Ok(())
}
