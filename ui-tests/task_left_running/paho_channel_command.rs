//! A handle sends clients and texts to the task that it has started; nothing that it sends lets go of a client.
//! Source: channels that hand a handle to the task that owns it.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder, Message};
use std::time::Duration;
use tokio::sync::mpsc;

async fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("crusher-3")
        .create_client()?;
    client.connect(ConnectOptions::new()).await?; //~ task_left_running
    Ok(client)
}

enum Command {
    Use(AsyncClient),
    Publish(String),
}

struct Link {
    commands: mpsc::Sender<Command>,
}

async fn serve(mut commands: mpsc::Receiver<Command>) {
    let mut current: Option<AsyncClient> = None;
    while let Some(command) = commands.recv().await {
        match command {
            Command::Use(client) => current = Some(client),
            Command::Publish(text) => {
                if let Some(client) = &current {
                    let _ = client.publish(Message::new("crusher", text, 0)).await;
                }
            }
        }
    }
}

impl Link {
    fn start() -> Link {
        let (commands, receiver) = mpsc::channel(4);
        tokio::spawn(serve(receiver));
        Link { commands }
    }

    async fn replace(&self, client: AsyncClient) {
        let _ = self.commands.send(Command::Use(client)).await;
    }

    async fn publish(&self, text: &str) {
        let _ = self.commands.send(Command::Publish(text.to_owned())).await;
    }
}

#[tokio::main]
async fn main() -> paho_mqtt::Result<()> {
    let link = Link::start();
    link.replace(connect().await?).await;
    link.publish("on").await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    link.replace(connect().await?).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    Ok(())
}
