//! Dropping a `JoinSet` aborts its tasks.
//! Truth table rumqttc d2d: no takeover.
#![allow(unused)]

use rumqttc::{AsyncClient, MqttOptions};
use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::sleep;

fn options() -> MqttOptions {
    MqttOptions::new("cooler-9", "broker.plant.example", 1883)
}

#[tokio::main]
async fn main() {
    let (client, mut eventloop) = AsyncClient::new(options(), 10);
    let mut tasks = JoinSet::new();
    tasks.spawn(async move { while eventloop.poll().await.is_ok() {} });
    sleep(Duration::from_secs(5)).await;
    drop(tasks);
    sleep(Duration::from_millis(50)).await;

    let (client, mut eventloop) = AsyncClient::new(options(), 10);
    while eventloop.poll().await.is_ok() {}
}
