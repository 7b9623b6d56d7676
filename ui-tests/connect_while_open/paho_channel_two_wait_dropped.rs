//! Two clients wait in a channel; the one of the identity that connects next is dropped before.
//! Source: channels that hand over handles; broker row paho c2.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};
use std::time::Duration;
use tokio::sync::mpsc;

async fn connect(id: &str) -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id(id)
        .create_client()?;
    client.connect(ConnectOptions::new()).await?;
    Ok(client)
}

#[tokio::main]
async fn main() -> paho_mqtt::Result<()> {
    let (sender, mut clients) = mpsc::channel(4);
    let _ = sender.send(connect("kiln-11").await?).await;
    let _ = sender.send(connect("kiln-12").await?).await;
    let first = clients.recv().await;
    let second = clients.recv().await;
    drop(first);
    tokio::time::sleep(Duration::from_secs(60)).await;
    let again = connect("kiln-11").await?;
    println!("{}", again.is_connected());
    drop(second);
    Ok(())
}
