//! `None` first drops the owner; only then does the new one connect.
//! Truth table rumqttc c1: no takeover.
#![allow(unused)]

use rumqttc::{AsyncClient, ConnectionError, EventLoop, MqttOptions};

#[derive(Default)]
struct Link {
    pair: Option<(AsyncClient, EventLoop)>,
}

async fn connected() -> Result<(AsyncClient, EventLoop), ConnectionError> {
    let options = MqttOptions::new("gate-7", "broker.plant.example", 1883);
    let (client, mut eventloop) = AsyncClient::new(options, 10);
    eventloop.poll().await?;
    Ok((client, eventloop))
}

#[tokio::main]
async fn main() -> Result<(), ConnectionError> {
    let mut link = Link::default();
    link.pair = Some(connected().await?);
    link.pair = None;
    link.pair = Some(connected().await?);
    Ok(())
}
