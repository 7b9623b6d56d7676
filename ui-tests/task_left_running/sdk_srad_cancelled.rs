//! srad: the first node is cancelled, and its task has ended before the second one runs.
#![allow(unused)]

use srad::client_rumqtt::{EventLoop, MqttOptions};
use srad::eon::{EoN, EoNBuilder, NodeHandle};
use std::time::Duration;
use tokio::time::sleep;

fn node(client_id: &str, node: &str) -> (EoN, NodeHandle) {
    let options = MqttOptions::new(client_id, "broker.plant.example", 1883);
    let (events, client) = EventLoop::new(options, 10);
    EoNBuilder::new(events, client)
        .with_group_id("plant")
        .with_node_id(node)
        .build()
        .expect("a node")
}

#[tokio::main]
async fn main() {
    let (first, handle) = node("hopper-1", "north");
    let runs = tokio::spawn(first.run());
    sleep(Duration::from_secs(10)).await;
    handle.cancel().await;
    let _ = runs.await;
    let (second, handle) = node("hopper-1", "north");
    second.run().await;
}
