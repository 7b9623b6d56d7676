//! Written in another way, it is the client id of bin_scale_a_const.
//! Source: identities across binaries of one workspace.
#![allow(unused)]

use rumqttc::{AsyncClient, MqttOptions};
use std::time::Duration;

fn options() -> MqttOptions {
    MqttOptions::new("hall-4".to_owned() + "-scale", "broker.plant.example", 1883)
}

#[tokio::main]
async fn main() {
    let (_client, mut eventloop) = AsyncClient::new(options(), 10);
    loop {
        if eventloop.poll().await.is_err() { //~ duplicate_identity
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    }
}
