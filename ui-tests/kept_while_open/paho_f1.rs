//! Every client of the retry loop stays in the vector, connected.
//! Truth table paho f1: takeover.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

async fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("lathe-8")
        .create_client()?;
    client.connect(ConnectOptions::new()).await?; //~ kept_while_open
    Ok(client)
}

#[tokio::main]
async fn main() -> paho_mqtt::Result<()> {
    let mut clients = vec![];
    for _ in 0..3 {
        clients.push(connect().await?);
    }
    println!("{}", clients.len());
    Ok(())
}
