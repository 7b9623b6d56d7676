//! The new task's handle replaces the old one, which detaches the old task.
//! Source: taxonomy T7; broker row rumqttc d2c.
#![allow(unused)]

use rumqttc::{AsyncClient, MqttOptions};
use std::time::Duration;
use tokio::task::JoinHandle;

#[derive(Default)]
struct Bridge {
    polling: Option<JoinHandle<()>>,
}

impl Bridge {
    fn start(&mut self) -> AsyncClient {
        let options = MqttOptions::new("bridge-1", "broker.plant.example", 1883);
        let (client, mut eventloop) = AsyncClient::new(options, 10);
        self.polling = Some(tokio::spawn(async move {
            loop {
                if eventloop.poll().await.is_err() { //~ task_left_running
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
    let client = bridge.start();
    tokio::time::sleep(Duration::from_secs(3600)).await;
    let client = bridge.start();
    tokio::time::sleep(Duration::from_secs(3600)).await;
}
