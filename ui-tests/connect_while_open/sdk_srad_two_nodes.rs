//! srad: two edge nodes over clients of one id run side by side.
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
    let (first, north) = node("hopper-1", "north");
    let (second, south) = node("hopper-1", "south");
    tokio::join!(
        first.run(),
        second.run(), //~ connect_while_open
    );
}
