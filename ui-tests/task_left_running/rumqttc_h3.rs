//! The timeout drops the helper's future, but not the task that it has spawned.
//! Truth table rumqttc h3: takeover.
#![allow(unused)]

use rumqttc::{AsyncClient, MqttOptions};
use std::time::Duration;
use tokio::time::{sleep, timeout};

async fn connect() -> AsyncClient {
    let options = MqttOptions::new("valve-33", "broker.plant.example", 1883);
    let (client, mut eventloop) = AsyncClient::new(options, 10);
    tokio::spawn(async move {
        loop {
            if eventloop.poll().await.is_err() { //~ task_left_running
                sleep(Duration::from_millis(100)).await;
            }
        }
    });
    sleep(Duration::from_millis(200)).await;
    client
}

#[tokio::main]
async fn main() {
    let client = match timeout(Duration::from_millis(50), connect()).await {
        Ok(client) => client,
        Err(_) => connect().await,
    };
    sleep(Duration::from_secs(60)).await;
}
