//! New settings make a new client in the place of the old one, whose loop is aborted and waited for before.
//! Source: look-alike of rumqttc_replaced_by_handler.
#![allow(unused)]

use rumqttc::{AsyncClient, MqttOptions};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Mutex, mpsc};
use tokio::task::JoinHandle;

struct Running {
    client: AsyncClient,
    task: Option<JoinHandle<()>>,
}

struct Link {
    running: Mutex<Running>,
}

fn start(host: &str, port: u16) -> Running {
    let options = MqttOptions::new("press-8", host, port);
    let (client, mut eventloop) = AsyncClient::new(options, 10);
    let task = tokio::spawn(async move {
        loop {
            if eventloop.poll().await.is_err() {
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        }
    });
    Running { client, task: Some(task) }
}

impl Link {
    async fn reconnect(&self, host: &str, port: u16) {
        let mut running = self.running.lock().await;
        if let Some(task) = running.task.take() {
            task.abort();
            let _ = task.await;
        }
        *running = start(host, port);
    }
}

struct Settings {
    link: Arc<Link>,
    host: String,
    port: u16,
}

async fn serve(mut requests: mpsc::Receiver<Settings>) {
    while let Some(settings) = requests.recv().await {
        settings.link.reconnect(&settings.host, settings.port).await;
    }
}

#[tokio::main]
async fn main() {
    let link = Arc::new(Link { running: Mutex::new(start("broker.plant.example", 1883)) });
    let (sender, receiver) = mpsc::channel(4);
    tokio::spawn(serve(receiver));
    for _ in 0..2 {
        let host = "broker.plant.example".to_owned();
        let settings = Settings { link: link.clone(), host, port: 1883 };
        let _ = sender.send(settings).await;
        tokio::time::sleep(Duration::from_secs(3600)).await;
    }
}
