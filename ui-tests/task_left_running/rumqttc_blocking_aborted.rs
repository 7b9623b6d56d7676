//! What `spawn_blocking` has started cannot be aborted.
//! Source: tokio 1.54, documentation of `spawn_blocking`.
#![allow(unused)]

use rumqttc::{AsyncClient, EventLoop, MqttOptions};
use std::time::Duration;

fn open() -> (AsyncClient, EventLoop) {
    let options = MqttOptions::new("pump-14", "broker.plant.example", 1883);
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
    let polling = tokio::task::spawn_blocking(|| {
        let options = MqttOptions::new("pump-14", "broker.plant.example", 1883);
        let (_client, mut connection) = rumqttc::Client::new(options, 10);
        for event in connection.iter() {
            if let Err(error) = event {
                eprintln!("{error}");
            }
        }
    });
    tokio::time::sleep(Duration::from_secs(3600)).await;
    polling.abort();
    let (_client, eventloop) = open();
    poll_on(eventloop).await;
}
