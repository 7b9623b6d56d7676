//! `mem::forget` never drops: the socket stays open.
//! Truth table rumqttc g1: takeover.
#![allow(unused)]

use rumqttc::{AsyncClient, ConnectionError, EventLoop, MqttOptions};

async fn connected() -> Result<(AsyncClient, EventLoop), ConnectionError> {
    let options = MqttOptions::new("badge-reader", "broker.plant.example", 1883);
    let (client, mut eventloop) = AsyncClient::new(options, 10);
    eventloop.poll().await?; //~ kept_while_open
    Ok((client, eventloop))
}

#[tokio::main]
async fn main() -> Result<(), ConnectionError> {
    let (client, eventloop) = connected().await?;
    std::mem::forget(eventloop);
    let (client, eventloop) = connected().await?;
    Ok(())
}
