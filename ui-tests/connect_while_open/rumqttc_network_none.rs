//! The public field with the socket is emptied, which closes, though the event loop lives on.
//! Source: rumqttc, what closes.
#![allow(unused)]

use rumqttc::{AsyncClient, EventLoop, MqttOptions};
use std::time::Duration;

fn pair() -> (AsyncClient, EventLoop) {
    let options = MqttOptions::new("valve-40", "broker.plant.example", 1883);
    AsyncClient::new(options, 10)
}

#[tokio::main]
async fn main() {
    let (first, mut old) = pair();
    let _ = old.poll().await;
    old.network = None;
    tokio::time::sleep(Duration::from_secs(60)).await;
    let (second, mut new) = pair();
    let _ = new.poll().await;
    drop(old);
}
