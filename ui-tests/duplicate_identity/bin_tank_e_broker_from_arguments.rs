//! The client id of bin_tank_a_constant at a broker that only the command line knows.
//! Source: look-alike of bin_meter_b_alarm.
#![allow(unused)]

use rumqttc::{AsyncClient, MqttOptions};
use std::time::Duration;

fn options() -> MqttOptions {
    let host = std::env::args().nth(1).unwrap_or_default();
    MqttOptions::new("tank", host, 1883)
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
