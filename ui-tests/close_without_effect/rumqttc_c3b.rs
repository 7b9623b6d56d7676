//! The "disconnected" device comes back alone, because its loop polls on: wrong, but there is never a second client.
//! Truth table rumqttc c3b: 2 connects, one after the other, no takeover.
#![allow(unused)]

use rumqttc::{AsyncClient, ClientError, MqttOptions};
use std::time::Duration;
use tokio::time::sleep;

#[tokio::main]
async fn main() -> Result<(), ClientError> {
    let options = MqttOptions::new("tank-farm-1", "broker.plant.example", 1883);
    let (client, mut eventloop) = AsyncClient::new(options, 10);
    tokio::spawn(async move {
        loop {
            if eventloop.poll().await.is_err() {
                sleep(Duration::from_millis(100)).await;
            }
        }
    });
    sleep(Duration::from_secs(5)).await;
    client.disconnect().await?;
    drop(client);
    sleep(Duration::from_secs(60)).await;
    Ok(())
}
