//! `shutdown` aborts the tasks of a `JoinSet` and waits for them.
//! Source: look-alike of rumqttc_joinset_detached.
#![allow(unused)]

use rumqttc::{AsyncClient, EventLoop, MqttOptions};
use std::time::Duration;
use tokio::task::JoinSet;

fn open() -> (AsyncClient, EventLoop) {
    let options = MqttOptions::new("pump-2", "broker.plant.example", 1883);
    AsyncClient::new(options, 10)
}

async fn poll_on(mut eventloop: EventLoop) {
    loop {
        if eventloop.poll().await.is_err() {
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    }
}

#[tokio::main]
async fn main() {
    let mut tasks = JoinSet::new();
    let (_client, eventloop) = open();
    tasks.spawn(poll_on(eventloop));
    tokio::time::sleep(Duration::from_secs(3600)).await;
    tasks.shutdown().await;
    let (_client, eventloop) = open();
    poll_on(eventloop).await;
}
