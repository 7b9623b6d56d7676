//! The token that would end the loop is cancelled only after the second connect.
//! Source: a guard that comes too late.
#![allow(unused)]

use rumqttc::{AsyncClient, EventLoop, MqttOptions};
use std::time::Duration;
use tokio_util::sync::CancellationToken;

fn open() -> (AsyncClient, EventLoop) {
    let options = MqttOptions::new("pump-9", "broker.plant.example", 1883);
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
    let token = CancellationToken::new();
    let (_client, mut eventloop) = open();
    let stop = token.clone();
    let polling = tokio::spawn(async move {
        loop {
            tokio::select! {
                _ = stop.cancelled() => break,
                event = eventloop.poll() => {
                    if event.is_err() {
                        tokio::time::sleep(Duration::from_secs(1)).await;
                    }
                }
            }
        }
    });
    tokio::time::sleep(Duration::from_secs(3600)).await;
    let (_client, eventloop) = open();
    let second = tokio::spawn(poll_on(eventloop));
    tokio::time::sleep(Duration::from_secs(3600)).await;
    token.cancel();
    let _ = polling.await;
    second.abort();
}
