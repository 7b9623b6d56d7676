//! The task closes the client when it is told to, and says so before the next one connects.
//! Source: look-alike of paho_channel_command.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder, Message};
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};

async fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("crusher-4")
        .create_client()?;
    client.connect(ConnectOptions::new()).await?;
    Ok(client)
}

enum Command {
    Use(AsyncClient),
    Publish(String),
    Close(oneshot::Sender<()>),
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
            Command::Close(done) => {
                if let Some(client) = current.take() {
                    let _ = client.disconnect(None).await;
                }
                let _ = done.send(());
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

    async fn close(&self) {
        let (done, closed) = oneshot::channel();
        let _ = self.commands.send(Command::Close(done)).await;
        let _ = closed.await;
    }
}

#[tokio::main]
async fn main() -> paho_mqtt::Result<()> {
    let link = Link::start();
    link.replace(connect().await?).await;
    link.publish("on").await;
    link.close().await;
    link.replace(connect().await?).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    Ok(())
}
