//! Clones of the client in two tasks feed the one connection.
//! Truth table rumqttc g5: no takeover, 1 connect.
#![allow(unused)]

use rumqttc::{AsyncClient, MqttOptions, QoS};
use std::time::Duration;

async fn report(client: AsyncClient, topic: &'static str) {
    loop {
        let _ = client.publish(topic, QoS::AtLeastOnce, false, "ok").await;
        tokio::time::sleep(Duration::from_secs(10)).await;
    }
}

#[tokio::main]
async fn main() {
    let options = MqttOptions::new("badge-reader", "broker.plant.example", 1883);
    let (client, mut eventloop) = AsyncClient::new(options, 10);
    tokio::spawn(report(client.clone(), "doors"));
    tokio::spawn(report(client.clone(), "battery"));
    loop {
        if let Err(error) = eventloop.poll().await {
            eprintln!("{error}");
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    }
}
