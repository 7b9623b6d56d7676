//! Both branches of a `select!` run at the same time, each with a session of its own under one identity.
//! Source: broker row paho a1, side by side; the oracle's programs with futures.
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

async fn session(id: &str) -> paho_mqtt::Result<()> {
    let client = connect(id).await?;
    loop {
        client.publish(paho_mqtt::Message::new("fan/rpm", "900", 1)).await?;
        tokio::time::sleep(std::time::Duration::from_secs(10)).await;
    }
}

#[tokio::main]
async fn main() -> paho_mqtt::Result<()> {
    tokio::select! {
        ended = session("fan-2") => ended,
        ended = session("fan-2") => ended,
    }
}
