//! rumqttc-v4-next: the event loop is dropped, and its socket with it, before the next one connects.
#![allow(unused)]

use rumqttc::{AsyncClient, Event, EventLoop, MqttOptions, Packet};
use std::time::Duration;
use tokio::time::sleep;

async fn connected() -> (AsyncClient, EventLoop) {
    let options = MqttOptions::new("hopper-1", ("broker.plant.example", 1883));
    let (client, mut eventloop) = AsyncClient::builder(options).capacity(10).build();
    while let Ok(event) = eventloop.poll().await {
        if matches!(event, Event::Incoming(Packet::ConnAck(_))) {
            break;
        }
    }
    (client, eventloop)
}

#[tokio::main]
async fn main() {
    let (client, eventloop) = connected().await;
    drop(eventloop);
    let (client, eventloop) = connected().await;
    sleep(Duration::from_secs(60)).await;
}
