//! The loop is aborted, though the abort is not awaited.
//! Truth table rumqttc d2a: no takeover (a race: 1 of 12 on a busy machine).
#![allow(unused)]

use rumqttc::{AsyncClient, MqttOptions};
use std::time::Duration;
use tokio::task::JoinHandle;

fn connect() -> (AsyncClient, JoinHandle<()>) {
    let options = MqttOptions::new("cooler-9", "broker.plant.example", 1883);
    let (client, mut eventloop) = AsyncClient::new(options, 10);
    let polling = tokio::spawn(async move { while eventloop.poll().await.is_ok() {} });
    (client, polling)
}

#[tokio::main]
async fn main() {
    let (client, polling) = connect();
    tokio::time::sleep(Duration::from_secs(5)).await;
    polling.abort();
    let (client, polling) = connect();
    tokio::time::sleep(Duration::from_secs(60)).await;
}
