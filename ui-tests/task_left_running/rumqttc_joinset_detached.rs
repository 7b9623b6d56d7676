//! `detach_all` lets the tasks of a `JoinSet` outlive it.
//! Source: tokio 1.54, documentation of `JoinSet`.
#![allow(unused)]

use rumqttc::{AsyncClient, EventLoop, MqttOptions};
use std::time::Duration;
use tokio::task::JoinSet;

fn open() -> (AsyncClient, EventLoop) {
    let options = MqttOptions::new("pump-1", "broker.plant.example", 1883);
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
    {
        let mut tasks = JoinSet::new();
        let (_client, eventloop) = open();
        tasks.spawn(poll_on(eventloop));
        tokio::time::sleep(Duration::from_secs(3600)).await;
        tasks.detach_all();
    }
    let (_client, eventloop) = open();
    poll_on(eventloop).await;
}
