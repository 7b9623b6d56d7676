//! `try_publish` fails because the queue is full; the event loop that has the connection is still there.
//! Source: design, evidence: a failed publish proves nothing.
#![allow(unused)]

use rumqttc::{AsyncClient, EventLoop, MqttOptions, QoS};
use std::time::Duration;

async fn connected() -> anyhow::Result<(AsyncClient, EventLoop)> {
    let options = MqttOptions::new("kiln-3", "broker.plant.example", 1883);
    let (client, mut eventloop) = AsyncClient::new(options, 1);
    eventloop.poll().await?; //~ reconnect_without_evidence
    Ok((client, eventloop))
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let (mut client, mut eventloop) = connected().await?;
    for reading in ["612", "618", "624"] {
        if client.try_publish("kiln/3", QoS::AtLeastOnce, false, reading).is_err() {
            let (new_client, new_eventloop) = connected().await?;
            tokio::time::sleep(Duration::from_secs(1)).await;
            client = new_client;
            eventloop = new_eventloop;
        }
    }
    Ok(())
}
