//! A task connects and sends the client back; the one that it sent before is still in use.
//! Source: channels that hand a handle to the task that owns it.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};
use tokio::sync::oneshot;

async fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("crusher-9")
        .create_client()?;
    client.connect(ConnectOptions::new()).await?; //~ connect_while_open
    Ok(client)
}

fn connect_behind() -> oneshot::Receiver<AsyncClient> {
    let (answer, client) = oneshot::channel();
    tokio::spawn(async move {
        if let Ok(client) = connect().await {
            let _ = answer.send(client);
        }
    });
    client
}

#[tokio::main]
async fn main() {
    let Ok(first) = connect_behind().await else { return };
    println!("{}", first.is_connected());
    let Ok(second) = connect_behind().await else { return };
    println!("{} {}", first.is_connected(), second.is_connected());
}
