//! Both branches of a `select!` run at the same time, each under an identity of its own.
//! Source: look-alike of `paho_select_two_sessions`.
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
        ended = session("fan-3") => ended,
    }
}
