//! A handle that aborts its task when it is dropped.
//! Source: tokio-util 0.7.20, `AbortOnDropHandle`.
#![allow(unused)]

use rumqttc::{AsyncClient, EventLoop, MqttOptions};
use std::time::Duration;
use tokio_util::task::AbortOnDropHandle;

fn open() -> (AsyncClient, EventLoop) {
    let options = MqttOptions::new("pump-6", "broker.plant.example", 1883);
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
    {
        let (_client, eventloop) = open();
        let _polling = AbortOnDropHandle::new(tokio::spawn(poll_on(eventloop)));
        tokio::time::sleep(Duration::from_secs(3600)).await;
    }
    tokio::time::sleep(Duration::from_secs(3600)).await;
    let (_client, eventloop) = open();
    poll_on(eventloop).await;
}
