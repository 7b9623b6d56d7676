//! The loop breaks when the DISCONNECT has been written, and is joined before the new connect.
//! Truth table rumqttc c4c: no takeover.
#![allow(unused)]

use rumqttc::{AsyncClient, Event, MqttOptions, Outgoing};
use std::time::Duration;

fn options() -> MqttOptions {
    MqttOptions::new("tank-farm-1", "broker.plant.example", 1883)
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let (client, mut eventloop) = AsyncClient::new(options(), 10);
    let receiving = tokio::spawn(async move {
        loop {
            match eventloop.poll().await {
                Ok(Event::Outgoing(Outgoing::Disconnect)) => break,
                Ok(event) => println!("{event:?}"),
                Err(_) => break,
            }
        }
    });
    tokio::time::sleep(Duration::from_secs(5)).await;
    client.disconnect().await?;
    receiving.await?;

    let (client, mut eventloop) = AsyncClient::new(options(), 10);
    while eventloop.poll().await.is_ok() {}
    Ok(())
}
