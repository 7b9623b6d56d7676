//! A constructor gives both clients one identity; the method that opens both does not see it.
//! Source: corpus, the settings and the telemetry client of a lab instrument.
#![allow(unused)]

use rumqttc::{AsyncClient, EventLoop, MqttOptions};
use std::time::Duration;
use tokio::sync::mpsc;

struct Users {
    settings: (AsyncClient, EventLoop),
    telemetry: (AsyncClient, EventLoop),
}

impl Users {
    fn new(id: &str) -> Self {
        let client = |id: &str| {
            let options = MqttOptions::new(id, "broker.plant.example", 1883);
            AsyncClient::new(options, 10)
        };
        Users { settings: client(id), telemetry: client(id) }
    }

    async fn update(&mut self) {
        let _ = self.settings.1.poll().await;
        let _ = self.telemetry.1.poll().await; //~ connect_while_open
    }
}

async fn serve(mut users: mpsc::Receiver<Box<Users>>) {
    while let Some(mut users) = users.recv().await {
        for _ in 0..4 {
            users.update().await;
        }
        tokio::time::sleep(Duration::from_secs(3600)).await;
    }
}

#[tokio::main]
async fn main() {
    let (sender, receiver) = mpsc::channel(4);
    let serving = tokio::spawn(serve(receiver));
    let _ = sender.send(Box::new(Users::new("stabilizer"))).await;
    drop(sender);
    let _ = serving.await;
}
