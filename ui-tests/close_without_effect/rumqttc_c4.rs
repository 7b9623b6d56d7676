//! The loop ends at the first error and has nothing else to do, so the queued DISCONNECT is out before the new connect.
//! Truth table rumqttc c4: no takeover (the race is won; lost in 1 of 12 on a busy machine).
#![allow(unused)]

use rumqttc::{AsyncClient, ConnectionError, MqttOptions};
use std::time::Duration;
use tokio::time::sleep;

fn options() -> MqttOptions {
    MqttOptions::new("tank-farm-1", "broker.plant.example", 1883)
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let (client, mut eventloop) = AsyncClient::new(options(), 10);
    tokio::spawn(async move {
        loop {
            if let Err(error) = eventloop.poll().await {
                return error;
            }
        }
    });
    sleep(Duration::from_secs(5)).await;
    client.disconnect().await?;

    let (client, mut eventloop) = AsyncClient::new(options(), 10);
    while eventloop.poll().await.is_ok() {}
    Ok(())
}
