//! A pair that is local to the loop's body drops at the end of each turn.
//! Truth table rumqttc d4: no takeover.
#![allow(unused)]

use rumqttc::{AsyncClient, MqttOptions};
use std::time::Duration;

fn options() -> MqttOptions {
    MqttOptions::new("conveyor-12", "broker.plant.example", 1883)
}

#[tokio::main]
async fn main() {
    loop {
        let (client, mut eventloop) = AsyncClient::new(options(), 10);
        loop {
            match eventloop.poll().await {
                Ok(event) => println!("{event:?}"),
                Err(error) => {
                    eprintln!("{error}");
                    break;
                }
            }
        }
        tokio::time::sleep(Duration::from_secs(5)).await;
    }
}
