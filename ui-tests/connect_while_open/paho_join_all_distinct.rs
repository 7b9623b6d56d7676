//! `join_all` runs its futures at the same time, each under an identity of its own.
//! Source: look-alike of `paho_join_all`.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

async fn connect(id: &str) -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id(id)
        .create_client()?;
    client.connect(ConnectOptions::new()).await?;
    Ok(client)
}

#[tokio::main]
async fn main() {
    let lines = ["left", "right"];
    let clients = futures::future::join_all(lines.iter().map(|line| connect(line))).await;
    println!("{}", clients.iter().filter(|client| client.is_ok()).count());
}
