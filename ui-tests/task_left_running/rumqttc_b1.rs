//! The field gets a new client, but the loop that the old one fed goes on in its task.
//! Truth table rumqttc b1: takeover, ping-pong.
#![allow(unused)]

use rumqttc::{AsyncClient, MqttOptions};
use std::time::Duration;

struct Uplink {
    client: AsyncClient,
}

impl Uplink {
    async fn connect() -> AsyncClient {
        let options = MqttOptions::new("meter-0815", "broker.plant.example", 1883);
        let (client, mut eventloop) = AsyncClient::new(options, 10);
        tokio::spawn(async move {
            loop {
                if eventloop.poll().await.is_err() { //~ task_left_running
                    tokio::time::sleep(Duration::from_secs(1)).await;
                }
            }
        });
        client
    }
}

#[tokio::main]
async fn main() {
    let mut uplink = Uplink {
        client: Uplink::connect().await,
    };
    tokio::time::sleep(Duration::from_secs(3600)).await;
    uplink.client = Uplink::connect().await;
    tokio::time::sleep(Duration::from_secs(60)).await;
}
