//! One program that closes before it connects again, with the client id of bin_valve_b.
//! Source: identities across binaries of one workspace.
#![allow(unused)]

use rumqttc::{AsyncClient, MqttOptions};

fn options() -> MqttOptions {
    MqttOptions::new("valve", "broker.plant.example", 1883)
}

#[tokio::main]
async fn main() {
    for _ in 0..2 {
        let (_client, mut eventloop) = AsyncClient::new(options(), 10);
        let _ = eventloop.poll().await;
    }
}
