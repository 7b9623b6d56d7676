//! `start` is there for the first time: what is in the slot is kept, and nothing takes it out.
//! Source: look-alike of rumqttc_stop_drops_client_only.
#![allow(unused)]

use rumqttc::{AsyncClient, MqttOptions};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Mutex, mpsc};

#[derive(Default)]
struct Link {
    client: Mutex<Option<AsyncClient>>,
}

impl Link {
    async fn start(&self) {
        let mut slot = self.client.lock().await;
        if slot.is_some() {
            return;
        }
        let options = MqttOptions::new("oven-4", "broker.plant.example", 1883);
        let (client, mut eventloop) = AsyncClient::new(options, 10);
        tokio::spawn(async move {
            loop {
                if eventloop.poll().await.is_err() {
                    tokio::time::sleep(Duration::from_secs(1)).await;
                }
            }
        });
        *slot = Some(client);
    }
}

async fn serve(mut requests: mpsc::Receiver<Arc<Link>>) {
    while let Some(link) = requests.recv().await {
        link.start().await;
    }
}

#[tokio::main]
async fn main() {
    let link = Arc::new(Link::default());
    let (sender, receiver) = mpsc::channel(4);
    tokio::spawn(serve(receiver));
    for _ in 0..2 {
        let _ = sender.send(link.clone()).await;
        tokio::time::sleep(Duration::from_secs(3600)).await;
    }
}
