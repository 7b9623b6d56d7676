//! The old task is aborted before the new one starts.
//! Source: taxonomy T7, the look-alike; broker row rumqttc d2b.
#![allow(unused)]

use rumqttc::{AsyncClient, MqttOptions};
use std::time::Duration;
use tokio::task::JoinHandle;

#[derive(Default)]
struct Bridge {
    polling: Option<JoinHandle<()>>,
}

impl Bridge {
    async fn start(&mut self) -> AsyncClient {
        if let Some(polling) = self.polling.take() {
            polling.abort();
            let _ = polling.await;
        }
        let options = MqttOptions::new("bridge-1", "broker.plant.example", 1883);
        let (client, mut eventloop) = AsyncClient::new(options, 10);
        self.polling = Some(tokio::spawn(async move {
            loop {
                if eventloop.poll().await.is_err() {
                    tokio::time::sleep(Duration::from_secs(1)).await;
                }
            }
        }));
        client
    }
}

#[tokio::main]
async fn main() {
    let mut bridge = Bridge::default();
    let client = bridge.start().await;
    tokio::time::sleep(Duration::from_secs(3600)).await;
    let client = bridge.start().await;
    tokio::time::sleep(Duration::from_secs(3600)).await;
}
