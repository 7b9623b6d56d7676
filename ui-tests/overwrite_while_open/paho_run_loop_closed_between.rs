//! Between the commands that connect one lets go of the client.
//! Source: look-alike of paho_run_loop_commands.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};
use tokio::sync::mpsc;

async fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("dryer-19")
        .create_client()?;
    client.connect(ConnectOptions::new()).await?;
    Ok(client)
}

enum Command {
    Connect,
    ConfigUpdated,
    Close,
}

struct Link {
    client: Option<AsyncClient>,
    commands: mpsc::Receiver<Command>,
}

impl Link {
    async fn connect(&mut self) -> paho_mqtt::Result<()> {
        self.client = Some(connect().await?);
        Ok(())
    }

    async fn run(mut self) -> paho_mqtt::Result<()> {
        while let Some(command) = self.commands.recv().await {
            match command {
                Command::Connect | Command::ConfigUpdated => self.connect().await?,
                Command::Close => self.client = None,
            }
        }
        Ok(())
    }
}

#[tokio::main]
async fn main() -> paho_mqtt::Result<()> {
    let (sender, commands) = mpsc::channel(4);
    let running = tokio::spawn(Link { client: None, commands }.run());
    for command in [Command::Connect, Command::Close, Command::ConfigUpdated] {
        let _ = sender.send(command).await;
    }
    drop(sender);
    running.await.expect("the task panicked")
}
