//! `stop` lets go of the client, and so of the only way to its loop; the next `start` meets that loop.
//! Source: orders of calls that an API is made for: start, stop, start.
#![allow(unused)]

use rumqttc::{AsyncClient, MqttOptions};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Mutex, mpsc};

enum Command {
    Start,
    Stop,
}

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
        let options = MqttOptions::new("oven-3", "broker.plant.example", 1883);
        let (client, mut eventloop) = AsyncClient::new(options, 10);
        tokio::spawn(async move {
            loop {
                if let Err(error) = eventloop.poll().await { //~ task_left_running
                    eprintln!("{error}");
                    tokio::time::sleep(Duration::from_secs(1)).await;
                }
            }
        });
        *slot = Some(client);
    }

    async fn stop(&self) {
        *self.client.lock().await = None;
    }
}

async fn serve(mut requests: mpsc::Receiver<(Arc<Link>, Command)>) {
    while let Some((link, command)) = requests.recv().await {
        match command {
            Command::Start => link.start().await,
            Command::Stop => link.stop().await,
        }
    }
}

#[tokio::main]
async fn main() {
    let link = Arc::new(Link::default());
    let (sender, receiver) = mpsc::channel(4);
    tokio::spawn(serve(receiver));
    for command in [Command::Start, Command::Stop, Command::Start] {
        let _ = sender.send((link.clone(), command)).await;
        tokio::time::sleep(Duration::from_secs(3600)).await;
    }
}
