//! rumqttc-v4-next: two clients of one id, both connected and in use.
#![allow(unused)]

use rumqttc::{AsyncClient, Event, EventLoop, MqttOptions, Packet};
use std::time::Duration;
use tokio::time::sleep;

async fn connected() -> (AsyncClient, EventLoop) {
    let options = MqttOptions::new("hopper-1", ("broker.plant.example", 1883));
    let (client, mut eventloop) = AsyncClient::builder(options).capacity(10).build();
    while let Ok(event) = eventloop.poll().await { //~ connect_while_open
        if matches!(event, Event::Incoming(Packet::ConnAck(_))) {
            break;
        }
    }
    (client, eventloop)
}

#[tokio::main]
async fn main() {
    let (telemetry, mut first) = connected().await;
    let (commands, mut second) = connected().await;
    sleep(Duration::from_secs(60)).await;
    let _ = (telemetry.disconnect().await, commands.disconnect().await);
    drop((first, second));
}
