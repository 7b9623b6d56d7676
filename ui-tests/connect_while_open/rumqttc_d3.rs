//! `poll` that gave an error has dropped its socket; the old event loop is never polled again.
//! Truth table rumqttc d3: no takeover.
#![allow(unused)]

use rumqttc::{AsyncClient, MqttOptions};
use std::time::Duration;

fn options() -> MqttOptions {
    MqttOptions::new("conveyor-12", "broker.plant.example", 1883)
}

#[tokio::main]
async fn main() {
    let (client, mut eventloop) = AsyncClient::new(options(), 10);
    loop {
        match eventloop.poll().await {
            Ok(event) => println!("{event:?}"),
            Err(error) => {
                eprintln!("{error}, one more try");
                let (new_client, mut new_eventloop) = AsyncClient::new(options(), 10);
                while new_eventloop.poll().await.is_ok() {}
                return;
            }
        }
    }
}
