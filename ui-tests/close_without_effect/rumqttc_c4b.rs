//! As c4, but the loop's handler is busy: the DISCONNECT is still queued when the new client connects.
//! Truth table rumqttc c4b: takeover.
#![allow(unused)]

use rumqttc::{AsyncClient, MqttOptions};
use std::time::Duration;
use tokio::time::sleep;

fn options() -> MqttOptions {
    MqttOptions::new("tank-farm-1", "broker.plant.example", 1883)
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let (client, mut eventloop) = AsyncClient::new(options(), 10);
    tokio::spawn(async move {
        while let Ok(event) = eventloop.poll().await {
            println!("{event:?}");
            sleep(Duration::from_millis(300)).await;
        }
    });
    sleep(Duration::from_millis(100)).await;
    client.disconnect().await?;

    let (client, mut eventloop) = AsyncClient::new(options(), 10);
    while eventloop.poll().await.is_ok() {} //~ MISSING: close_without_effect -- differs from c4 by timing only
    Ok(())
}
