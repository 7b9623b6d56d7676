//! Dropping a `JoinHandle` detaches the task: it goes on polling.
//! Truth table rumqttc d2c: takeover.
#![allow(unused)]

use rumqttc::{AsyncClient, MqttOptions};
use std::time::Duration;
use tokio::task::JoinHandle;

fn connect() -> (AsyncClient, JoinHandle<()>) {
    let options = MqttOptions::new("cooler-9", "broker.plant.example", 1883);
    let (client, mut eventloop) = AsyncClient::new(options, 10);
    let polling = tokio::spawn(async move {
        while eventloop.poll().await.is_ok() {} //~ task_left_running
    });
    (client, polling)
}

#[tokio::main]
async fn main() {
    let (client, polling) = connect();
    tokio::time::sleep(Duration::from_secs(5)).await;
    drop(polling);
    let (client, polling) = connect();
    tokio::time::sleep(Duration::from_secs(60)).await;
}
