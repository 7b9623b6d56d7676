//! An event loop that is polled on after an error connects again: how fast is its own affair here.
#![allow(unused)]

use rumqttc::{AsyncClient, MqttOptions};

#[tokio::main]
async fn main() {
    let (client, mut eventloop) = AsyncClient::new(MqttOptions::new("mill-4", "hub.mill.example", 1883), 10);
    loop {
        if let Err(error) = eventloop.poll().await {
            eprintln!("{error}");
        }
    }
}
