//! A blocking loop that ends with the connection is waited for.
//! Source: look-alike of rumqttc_blocking_aborted.
#![allow(unused)]

use rumqttc::{AsyncClient, EventLoop, MqttOptions};
use std::time::Duration;

fn open() -> (AsyncClient, EventLoop) {
    let options = MqttOptions::new("pump-15", "broker.plant.example", 1883);
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
    let polling = tokio::task::spawn_blocking(|| {
        let options = MqttOptions::new("pump-15", "broker.plant.example", 1883);
        let (_client, mut connection) = rumqttc::Client::new(options, 10);
        for event in connection.iter() {
            if let Err(error) = event {
                eprintln!("{error}");
                break;
            }
        }
    });
    let _ = polling.await;
    let (_client, eventloop) = open();
    poll_on(eventloop).await;
}
