//! The task polls on after an error, and a supervisor makes a new pair on its signal: two loops.
//! Truth table rumqttc d7: takeover, ping-pong.
#![allow(unused)]

use rumqttc::{AsyncClient, MqttOptions};
use std::time::Duration;
use tokio::sync::mpsc;

const CLIENT_ID: &str = "conveyor-12";

fn start(lost: mpsc::Sender<()>) -> AsyncClient {
    let options = MqttOptions::new(CLIENT_ID, "broker.plant.example", 1883);
    let (client, mut eventloop) = AsyncClient::new(options, 10);
    tokio::spawn(async move {
        loop {
            if eventloop.poll().await.is_err() { //~ task_left_running
                let _ = lost.try_send(());
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    });
    client
}

#[tokio::main]
async fn main() {
    let (lost, mut losses) = mpsc::channel(16);
    let mut client = start(lost.clone());
    while losses.recv().await.is_some() {
        client = start(lost.clone());
    }
}
