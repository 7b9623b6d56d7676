//! Dropping an `AbortHandle` aborts nothing.
//! Source: tokio 1.54, documentation of `AbortHandle`.
#![allow(unused)]

use rumqttc::{AsyncClient, EventLoop, MqttOptions};
use std::time::Duration;

fn open() -> (AsyncClient, EventLoop) {
    let options = MqttOptions::new("pump-5", "broker.plant.example", 1883);
    AsyncClient::new(options, 10)
}

async fn poll_on(mut eventloop: EventLoop) {
    loop {
        if eventloop.poll().await.is_err() { //~ task_left_running
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    }
}

#[tokio::main]
async fn main() {
    let (_client, eventloop) = open();
    let handle = tokio::spawn(poll_on(eventloop)).abort_handle();
    tokio::time::sleep(Duration::from_secs(3600)).await;
    drop(handle);
    let (_client, eventloop) = open();
    poll_on(eventloop).await;
}
