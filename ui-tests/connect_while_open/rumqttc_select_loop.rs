//! Each turn's `poll` may be cancelled by the timer; it is one event loop all the time.
//! Source: `select!` (26 of 262 real sites); broker row rumqttc h1.
#![allow(unused)]

use rumqttc::{AsyncClient, MqttOptions, QoS};
use std::time::Duration;

#[tokio::main]
async fn main() {
    let options = MqttOptions::new("fan-2", "broker.plant.example", 1883);
    let (client, mut eventloop) = AsyncClient::new(options, 10);
    let mut ticks = tokio::time::interval(Duration::from_secs(5));
    loop {
        tokio::select! {
            event = eventloop.poll() => match event {
                Ok(event) => println!("{event:?}"),
                Err(error) => eprintln!("{error}"),
            },
            _ = ticks.tick() => {
                let _ = client.try_publish("fan/rpm", QoS::AtMostOnce, false, "900");
            }
        }
    }
}
