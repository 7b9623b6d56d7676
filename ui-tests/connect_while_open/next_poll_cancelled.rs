//! rumqttc-next: a `poll` that the timer cancels drops its socket, and the same event loop is polled again.
//! Scenario table, next: cancelled poll, then again: no takeover.
#![allow(unused)]

use rumqttc::{AsyncClient, MqttOptions};
use std::time::Duration;
use tokio::time::timeout;

#[tokio::main]
async fn main() {
    let options = MqttOptions::new("ferry-2", ("broker.plant.example", 1883));
    let (client, mut eventloop) = AsyncClient::builder(options).capacity(10).build();
    for _ in 0..20 {
        match timeout(Duration::from_millis(200), eventloop.poll()).await {
            Ok(Ok(event)) => println!("{event:?}"),
            Ok(Err(error)) => eprintln!("{error}"),
            Err(_) => println!("nothing yet"),
        }
    }
}
