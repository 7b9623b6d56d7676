//! The loop ends on a signal, and is joined before the next one starts.
//! Source: taxonomy T7, the look-alike; broker row rumqttc g4.
#![allow(unused)]

use rumqttc::{AsyncClient, MqttOptions};
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

struct Bridge {
    client: AsyncClient,
    stop: oneshot::Sender<()>,
    polling: JoinHandle<()>,
}

impl Bridge {
    fn start() -> Self {
        let options = MqttOptions::new("bridge-1", "broker.plant.example", 1883);
        let (client, mut eventloop) = AsyncClient::new(options, 10);
        let (stop, mut stopped) = oneshot::channel();
        let polling = tokio::spawn(async move {
            loop {
                tokio::select! {
                    _ = &mut stopped => break,
                    event = eventloop.poll() => {
                        if event.is_err() {
                            tokio::time::sleep(Duration::from_secs(1)).await;
                        }
                    }
                }
            }
        });
        Self { client, stop, polling }
    }

    async fn stop(self) {
        let _ = self.stop.send(());
        let _ = self.polling.await;
    }
}

#[tokio::main]
async fn main() {
    let bridge = Bridge::start();
    tokio::time::sleep(Duration::from_secs(3600)).await;
    bridge.stop().await;
    let bridge = Bridge::start();
    tokio::time::sleep(Duration::from_secs(3600)).await;
    bridge.stop().await;
}
