//! The variable is assigned in a loop: each new connect runs while the old pair is still in it.
//! Truth table rumqttc f2: takeover.
#![allow(unused)]

use rumqttc::{AsyncClient, ConnectionError, EventLoop, MqttOptions};
use std::time::Duration;

async fn connected() -> Result<(AsyncClient, EventLoop), ConnectionError> {
    let options = MqttOptions::new("label-printer", "broker.plant.example", 1883);
    let (client, mut eventloop) = AsyncClient::new(options, 10);
    eventloop.poll().await?; //~ overwrite_while_open
    Ok((client, eventloop))
}

#[tokio::main]
async fn main() -> Result<(), ConnectionError> {
    let mut pair = connected().await?;
    for _ in 0..2 {
        tokio::time::sleep(Duration::from_secs(3600)).await;
        pair = connected().await?;
    }
    drop(pair);
    Ok(())
}
