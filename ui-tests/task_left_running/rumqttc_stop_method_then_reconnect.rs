//! `reconnect` ends nothing, but `stop` does: whether both are called in the right order, the caller decides.
//! Source: look-alike of rumqttc_replaced_by_handler.
#![allow(unused)]

use rumqttc::{AsyncClient, MqttOptions};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Mutex, mpsc};
use tokio::task::JoinHandle;

struct Running {
    client: AsyncClient,
    task: JoinHandle<()>,
}

struct Link {
    running: Mutex<Running>,
}

fn start(host: &str, port: u16) -> Running {
    let options = MqttOptions::new("press-9", host, port);
    let (client, mut eventloop) = AsyncClient::new(options, 10);
    let task = tokio::spawn(async move {
        loop {
            if eventloop.poll().await.is_err() {
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        }
    });
    Running { client, task }
}

impl Link {
    async fn stop(&self) {
        let mut running = self.running.lock().await;
        running.task.abort();
        let _ = (&mut running.task).await;
    }

    async fn reconnect(&self, host: &str, port: u16) {
        *self.running.lock().await = start(host, port);
    }
}

struct Settings {
    link: Arc<Link>,
    host: String,
    port: u16,
}

async fn serve(mut requests: mpsc::Receiver<Settings>) {
    while let Some(settings) = requests.recv().await {
        settings.link.stop().await;
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
