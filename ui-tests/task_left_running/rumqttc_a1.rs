//! A helper that spawns the loop and gives back only the client is called twice: both loops live and reconnect.
//! Truth table rumqttc a1: takeover, x22 in 2 s.
#![allow(unused)]

use rumqttc::{AsyncClient, MqttOptions};
use std::time::Duration;
use tokio::time::sleep;

const CLIENT_ID: &str = "pump-station-2";

async fn connect() -> AsyncClient {
    let options = MqttOptions::new(CLIENT_ID, "broker.plant.example", 1883);
    let (client, mut eventloop) = AsyncClient::new(options, 10);
    tokio::spawn(async move {
        loop {
            if let Err(error) = eventloop.poll().await { //~ task_left_running
                eprintln!("connection lost: {error}");
                sleep(Duration::from_millis(100)).await;
            }
        }
    });
    sleep(Duration::from_millis(200)).await;
    client
}

#[tokio::main]
async fn main() {
    let client = connect().await;
    let client = connect().await;
    sleep(Duration::from_secs(60)).await;
}
