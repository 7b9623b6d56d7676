//! Reads a meter; bin_meter_b_alarm connects with the same client id.
//! Source: identities across binaries of one workspace.
#![allow(unused)]

use rumqttc::{AsyncClient, MqttOptions};
use std::time::Duration;

fn options() -> MqttOptions {
    MqttOptions::new("meter", "broker.plant.example", 1883)
}

#[tokio::main]
async fn main() {
    let (_client, mut eventloop) = AsyncClient::new(options(), 10);
    loop {
        if eventloop.poll().await.is_err() {
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    }
}
