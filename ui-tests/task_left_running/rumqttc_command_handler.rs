//! The command `reconnect` starts one more link; the first one's loop goes on.
//! Source: naive lint, false negative 3; broker row rumqttc d5.
#![allow(unused)]

use rumqttc::{AsyncClient, MqttOptions};
use std::time::Duration;
use tokio::sync::mpsc;

enum Command {
    Reconnect,
    Shutdown,
}

async fn open_link() -> AsyncClient {
    let options = MqttOptions::new("bridge-1", "broker.plant.example", 1883);
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

async fn handle(mut commands: mpsc::Receiver<Command>) {
    let mut client = open_link().await;
    while let Some(command) = commands.recv().await {
        match command {
            Command::Reconnect => client = open_link().await,
            Command::Shutdown => break,
        }
    }
}

#[tokio::main]
async fn main() {
    let (sender, receiver) = mpsc::channel(4);
    let handling = tokio::spawn(handle(receiver));
    tokio::time::sleep(Duration::from_secs(3600)).await;
    let _ = sender.send(Command::Reconnect).await;
    tokio::time::sleep(Duration::from_secs(3600)).await;
    let _ = sender.send(Command::Shutdown).await;
    let _ = handling.await;
}
