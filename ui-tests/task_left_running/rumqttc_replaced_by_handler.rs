//! New settings make a new client in the place of the old one, whose loop nobody can end; requests come in through a
//! channel.
//! Source: corpus, a signal generator with an HTTP interface.
#![allow(unused)]

use rumqttc::{AsyncClient, MqttOptions, QoS};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Mutex, mpsc};

struct Link {
    client: Arc<Mutex<AsyncClient>>,
}

fn start(host: &str, port: u16) -> AsyncClient {
    let options = MqttOptions::new("press-7", host, port);
    let (client, mut eventloop) = AsyncClient::new(options, 10);
    tokio::spawn(async move {
        loop {
            if let Err(error) = eventloop.poll().await { //~ task_left_running
                eprintln!("{error}");
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        }
    });
    client
}

impl Link {
    async fn reconnect(&self, host: &str, port: u16) {
        let client = start(host, port);
        *self.client.lock().await = client;
    }

    async fn publish(&self, payload: &str) -> Result<(), rumqttc::ClientError> {
        let client = self.client.lock().await;
        client.publish("press/7", QoS::AtLeastOnce, false, payload).await
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
    let options = MqttOptions::new("press-7-idle", "broker.plant.example", 1883);
    let (client, _eventloop) = AsyncClient::new(options, 10);
    let link = Arc::new(Link { client: Arc::new(Mutex::new(client)) });
    let (sender, receiver) = mpsc::channel(4);
    tokio::spawn(serve(receiver));
    for _ in 0..2 {
        let link = link.clone();
        let settings = Settings { link, host: "broker.plant.example".to_owned(), port: 1883 };
        let _ = sender.send(settings).await;
        tokio::time::sleep(Duration::from_secs(3600)).await;
    }
}
