//! The client id is put together of constants; bin_scale_b_format comes to the same.
//! Source: identities across binaries of one workspace.
#![allow(unused)]

use rumqttc::{AsyncClient, MqttOptions};
use std::time::Duration;

const SITE: &str = "hall-4";

fn options() -> MqttOptions {
    MqttOptions::new(concat_id("scale"), "broker.plant.example", 1883)
}

fn concat_id(what: &str) -> String {
    format!("{SITE}-{what}")
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
