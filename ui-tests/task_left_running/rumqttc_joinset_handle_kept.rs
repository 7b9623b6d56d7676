//! A task of a dropped `JoinSet` is aborted, whoever has an `AbortHandle` of it.
//! Source: tokio 1.54, documentation of `JoinSet`.
#![allow(unused)]

use rumqttc::{AsyncClient, EventLoop, MqttOptions};
use std::time::Duration;
use tokio::task::JoinSet;

fn open() -> (AsyncClient, EventLoop) {
    let options = MqttOptions::new("pump-3", "broker.plant.example", 1883);
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
    let handle = tasks.spawn(poll_on(eventloop));
    tokio::time::sleep(Duration::from_secs(3600)).await;
    drop(tasks);
    tokio::time::sleep(Duration::from_secs(3600)).await;
    let (_client, eventloop) = open();
    tokio::spawn(poll_on(eventloop));
    tokio::time::sleep(Duration::from_secs(3600)).await;
    println!("{}", handle.is_finished());
}
