//! The event loop is replaced in the error arm: the old socket is gone, and `new` opens nothing.
//! Source: naive lint, false positives 2 and 3; broker rows rumqttc b3 and d3.
#![allow(unused)]

use rumqttc::{AsyncClient, MqttOptions};
use std::time::Duration;

fn options() -> MqttOptions {
    MqttOptions::new("shredder-1", "broker.plant.example", 1883)
}

#[tokio::main]
async fn main() {
    let (mut client, mut eventloop) = AsyncClient::new(options(), 10);
    loop {
        match eventloop.poll().await {
            Ok(event) => println!("{event:?}"),
            Err(error) => {
                eprintln!("{error}");
                tokio::time::sleep(Duration::from_secs(5)).await;
                (client, eventloop) = AsyncClient::new(options(), 10);
            }
        }
    }
}
