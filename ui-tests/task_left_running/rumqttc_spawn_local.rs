//! A local task polls on beside the second connection.
//! Source: tokio 1.54, `LocalSet::run_until`.
#![allow(unused)]

use rumqttc::{AsyncClient, EventLoop, MqttOptions};
use std::time::Duration;
use tokio::task::LocalSet;

fn open() -> (AsyncClient, EventLoop) {
    let options = MqttOptions::new("pump-16", "broker.plant.example", 1883);
    AsyncClient::new(options, 10)
}

async fn poll_on(mut eventloop: EventLoop) {
    loop {
        if eventloop.poll().await.is_err() { //~ task_left_running
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let tasks = LocalSet::new();
    let links = async {
        let (_client, eventloop) = open();
        tokio::task::spawn_local(poll_on(eventloop));
        tokio::time::sleep(Duration::from_secs(3600)).await;
        let (_client, eventloop) = open();
        poll_on(eventloop).await;
    };
    tasks.run_until(links).await;
}
