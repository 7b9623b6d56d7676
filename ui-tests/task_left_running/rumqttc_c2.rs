//! `drop(client)` closes nothing: the client is only a sender, the task owns the connection.
//! Truth table rumqttc c2: takeover, ping-pong.
#![allow(unused)]

use rumqttc::{AsyncClient, MqttOptions, QoS};
use std::time::Duration;
use tokio::time::sleep;

async fn connect() -> AsyncClient {
    let options = MqttOptions::new("silo-3", "broker.plant.example", 1883);
    let (client, mut eventloop) = AsyncClient::new(options, 10);
    tokio::spawn(async move {
        loop {
            if eventloop.poll().await.is_err() { //~ task_left_running
                sleep(Duration::from_millis(500)).await;
            }
        }
    });
    client
}

#[tokio::main]
async fn main() {
    let client = connect().await;
    if let Err(error) = client.publish("silo/level", QoS::AtLeastOnce, false, "62").await {
        eprintln!("{error}");
    }
    drop(client);
    sleep(Duration::from_secs(1)).await;

    let client = connect().await;
    sleep(Duration::from_secs(60)).await;
}
