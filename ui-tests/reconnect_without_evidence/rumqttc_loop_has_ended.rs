//! The task that polls ends when the connection is lost. As long as it lives there is somebody to take what is published:
//! that publishing fails means that it has ended.
//! Source: rumqttc, `AsyncClient::publish` gives an error when the event loop is gone.
#![allow(unused)]

use rumqttc::{AsyncClient, MqttOptions, QoS};
use std::time::Duration;

fn connect() -> AsyncClient {
    let options = MqttOptions::new("kiln-5", "broker.plant.example", 1883);
    let (client, mut eventloop) = AsyncClient::new(options, 10);
    tokio::spawn(async move {
        while eventloop.poll().await.is_ok() {}
    });
    client
}

#[tokio::main]
async fn main() {
    let mut client = connect();
    for _ in 0..10_000 {
        if client.publish("kiln/5", QoS::AtLeastOnce, false, "612").await.is_err() {
            client = connect();
        }
        tokio::time::sleep(Duration::from_secs(10)).await;
    }
}
