//! A cancelled `poll` drops the socket, and the same event loop is polled again.
//! Truth table rumqttc h1: no takeover.
#![allow(unused)]

use rumqttc::{AsyncClient, MqttOptions};
use std::time::Duration;
use tokio::time::timeout;

#[tokio::main]
async fn main() {
    let options = MqttOptions::new("valve-33", "broker.plant.example", 1883);
    let (client, mut eventloop) = AsyncClient::new(options, 10);
    for _ in 0..20 {
        match timeout(Duration::from_millis(200), eventloop.poll()).await {
            Ok(Ok(event)) => println!("{event:?}"),
            Ok(Err(error)) => eprintln!("{error}"),
            Err(_) => println!("nothing yet"),
        }
    }
}
