//! An `AbortHandle` ends the task, and the task is waited for.
//! Source: look-alike of rumqttc_abort_handle_dropped.
#![allow(unused)]

use rumqttc::{AsyncClient, EventLoop, MqttOptions};
use std::time::Duration;

fn open() -> (AsyncClient, EventLoop) {
    let options = MqttOptions::new("pump-4", "broker.plant.example", 1883);
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
    let (_client, eventloop) = open();
    let task = tokio::spawn(poll_on(eventloop));
    let handle = task.abort_handle();
    tokio::time::sleep(Duration::from_secs(3600)).await;
    handle.abort();
    let _ = task.await;
    let (_client, eventloop) = open();
    poll_on(eventloop).await;
}
