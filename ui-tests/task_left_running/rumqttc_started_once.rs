//! An atomic flag lets the loop be started once, whoever asks.
//! Source: guards are facts (`compare_exchange`).
#![allow(unused)]

use rumqttc::{AsyncClient, MqttOptions};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

static STARTED: AtomicBool = AtomicBool::new(false);

fn start() -> Option<AsyncClient> {
    if STARTED.compare_exchange(false, true, Ordering::SeqCst, Ordering::SeqCst).is_err() {
        return None;
    }
    let options = MqttOptions::new("fan-2", "broker.plant.example", 1883);
    let (client, mut eventloop) = AsyncClient::new(options, 10);
    tokio::spawn(async move {
        loop {
            if eventloop.poll().await.is_err() {
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        }
    });
    Some(client)
}

#[tokio::main]
async fn main() {
    let first = start();
    let second = start();
    println!("{} {}", first.is_some(), second.is_none());
    tokio::time::sleep(Duration::from_secs(3600)).await;
}
