//! One task for each device, detached: the identities differ.
//! Source: naive lint, false positive 8.
#![allow(unused)]

use rumqttc::{AsyncClient, MqttOptions};
use std::time::Duration;

fn start(device: &str) -> AsyncClient {
    let options = MqttOptions::new(device, "broker.plant.example", 1883);
    let (client, mut eventloop) = AsyncClient::new(options, 10);
    tokio::spawn(async move {
        loop {
            if eventloop.poll().await.is_err() {
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        }
    });
    client
}

#[tokio::main]
async fn main() {
    let north = start("bridge-north");
    let south = start("bridge-south");
    tokio::time::sleep(Duration::from_secs(3600)).await;
}
