//! Each turn of the retry loop leaves one more polling task behind.
//! Truth table rumqttc d5: takeover, x12.
#![allow(unused)]

use rumqttc::{AsyncClient, MqttOptions, QoS};
use std::time::Duration;
use tokio::time::sleep;

fn belt_speed() -> Option<u32> {
    std::fs::read_to_string("/run/belt/speed").ok()?.trim().parse().ok()
}

fn spawn_link() -> AsyncClient {
    let options = MqttOptions::new("conveyor-12", "broker.plant.example", 1883);
    let (client, mut eventloop) = AsyncClient::new(options, 10);
    tokio::spawn(async move {
        loop {
            if eventloop.poll().await.is_err() { //~ task_left_running
                sleep(Duration::from_millis(100)).await;
            }
        }
    });
    client
}

#[tokio::main]
async fn main() {
    loop {
        let client = spawn_link();
        let Some(speed) = belt_speed() else {
            eprintln!("the belt does not answer, start over");
            continue;
        };
        let _ = client.publish("belt", QoS::AtLeastOnce, false, speed.to_string()).await;
        sleep(Duration::from_secs(3600)).await;
    }
}
