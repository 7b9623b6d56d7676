//! The loop ends with its channel: dropping the only sender closes that.
//! Source: look-alike of rumqttc_channel_kept.
#![allow(unused)]

use rumqttc::{AsyncClient, EventLoop, MqttOptions};
use std::time::Duration;
use tokio::sync::mpsc;

fn open() -> (AsyncClient, EventLoop) {
    let options = MqttOptions::new("pump-12", "broker.plant.example", 1883);
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
    let (commands, mut received) = mpsc::channel::<u8>(1);
    let (_client, mut eventloop) = open();
    let polling = tokio::spawn(async move {
        loop {
            tokio::select! {
                command = received.recv() => if command.is_none() { break },
                event = eventloop.poll() => {
                    if event.is_err() {
                        tokio::time::sleep(Duration::from_secs(1)).await;
                    }
                }
            }
        }
    });
    tokio::time::sleep(Duration::from_secs(3600)).await;
    drop(commands);
    let _ = polling.await;
    let (_client, eventloop) = open();
    let second = tokio::spawn(poll_on(eventloop));
    tokio::time::sleep(Duration::from_secs(3600)).await;
    second.abort();
}
