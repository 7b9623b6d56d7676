//! What a channel of embassy brings is done one after the other; the command that connects empties the slot first.
//! Source: documentation of embassy-executor 0.10 and embassy-sync 0.8; broker row paho c1.
#![allow(unused)]

use embassy_executor::Spawner;
use embassy_sync::blocking_mutex::raw::CriticalSectionRawMutex;
use embassy_sync::channel::Channel;
use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

enum Command {
    Connect,
    Disconnect,
}

static COMMANDS: Channel<CriticalSectionRawMutex, Command, 4> = Channel::new();

async fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("fan-33")
        .create_client()?;
    client.connect(ConnectOptions::new()).await?;
    Ok(client)
}

#[embassy_executor::task]
async fn link() {
    let mut client: Option<AsyncClient> = None;
    loop {
        match COMMANDS.receive().await {
            Command::Connect => {
                drop(client.take());
                client = connect().await.ok();
            }
            Command::Disconnect => client = None,
        }
    }
}

#[embassy_executor::main]
async fn main(spawner: Spawner) {
    spawner.spawn(link().expect("one link"));
    COMMANDS.send(Command::Connect).await;
    COMMANDS.send(Command::Connect).await;
}
