//! An operation that leaves its task running when it fails is tried again.
//! Source: callbacks passed as retry operations.
#![allow(unused)]

use rumqttc::{AsyncClient, EventLoop, MqttOptions};
use std::time::Duration;
use std::future::Future;
use rumqttc::{ClientError, QoS};

fn open() -> (AsyncClient, EventLoop) {
    let options = MqttOptions::new("pump-17", "broker.plant.example", 1883);
    AsyncClient::new(options, 10)
}

async fn poll_on(mut eventloop: EventLoop) {
    loop {
        if eventloop.poll().await.is_err() { //~ task_left_running
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    }
}

async fn attempt() -> Result<AsyncClient, ClientError> {
    let (client, eventloop) = open();
    tokio::spawn(poll_on(eventloop));
    client.subscribe("pump/17/#", QoS::AtMostOnce).await?;
    client.try_publish("pump/17/+", QoS::AtMostOnce, false, "on")?;
    Ok(client)
}

async fn retry<T, E, F>(mut operation: impl FnMut() -> F) -> T
where
    F: Future<Output = Result<T, E>>,
{
    loop {
        match operation().await {
            Ok(done) => return done,
            Err(_) => tokio::time::sleep(Duration::from_secs(3600)).await,
        }
    }
}

#[tokio::main]
async fn main() {
    let _client = retry(attempt).await;
}
