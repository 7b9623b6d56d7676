//! Constructors open nothing: two pairs of one identity are made, and neither is ever polled.
//! Truth table rumqttc a0: no takeover, 0 connects.
#![allow(unused)]

use rumqttc::{AsyncClient, MqttOptions};
use std::time::Duration;

fn options() -> MqttOptions {
    let mut options = MqttOptions::new("cold-room-4", "broker.plant.example", 1883);
    options.set_keep_alive(Duration::from_secs(30));
    options
}

#[tokio::main]
async fn main() {
    let (client, eventloop) = AsyncClient::new(options(), 10);
    let (client, eventloop) = AsyncClient::new(options(), 10);
    tokio::time::sleep(Duration::from_secs(1)).await;
}
