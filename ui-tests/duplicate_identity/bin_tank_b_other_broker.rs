//! The client id of bin_tank_a_constant at another broker.
//! Source: look-alike of bin_meter_b_alarm.
#![allow(unused)]

use rumqttc::{AsyncClient, MqttOptions};
use std::time::Duration;

fn options() -> MqttOptions {
    MqttOptions::new("tank", "spare.plant.example", 1883)
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
