//! One event loop is polled by one task; many others only feed it through clones of the client.
//! Source: naive lint, false positive 5; broker row rumqttc g5.
#![allow(unused)]

use rumqttc::{AsyncClient, MqttOptions, QoS};
use std::sync::Arc;
use std::time::Duration;

struct Sensor {
    client: Arc<AsyncClient>,
    topic: String,
}

impl Sensor {
    async fn run(self) {
        loop {
            let _ = self.client.publish(&self.topic, QoS::AtLeastOnce, false, "1").await;
            tokio::time::sleep(Duration::from_secs(5)).await;
        }
    }
}

#[tokio::main]
async fn main() {
    let options = MqttOptions::new("bridge-1", "broker.plant.example", 1883);
    let (client, mut eventloop) = AsyncClient::new(options, 10);
    let client = Arc::new(client);
    let polling = tokio::spawn(async move {
        loop {
            if eventloop.poll().await.is_err() {
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        }
    });
    for index in 0..8 {
        let sensor = Sensor {
            client: client.clone(),
            topic: format!("sensor/{index}"),
        };
        tokio::spawn(sensor.run());
    }
    let _ = polling.await;
}
