//! `join_all` runs its futures at the same time.
//! Source: taxonomy T2; broker row paho a1, side by side.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

async fn connect(id: &str) -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id(id)
        .create_client()?;
    client.connect(ConnectOptions::new()).await?; //~ connect_while_open
    Ok(client)
}

#[tokio::main]
async fn main() {
    let lines = ["left", "right"];
    let clients = futures::future::join_all(lines.iter().map(|_| connect("gateway-5"))).await;
    println!("{}", clients.iter().filter(|client| client.is_ok()).count());
}
