//! srad: the handle is dropped, and the first node's task runs on.
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
    for _ in 0..2 {
        let (node, handle) = node("hopper-1", "north");
        tokio::spawn(node.run()); //~ task_left_running
        sleep(Duration::from_secs(10)).await;
        drop(handle);
    }
    sleep(Duration::from_secs(60)).await;
}
