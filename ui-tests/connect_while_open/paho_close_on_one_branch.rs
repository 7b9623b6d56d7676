//! The first client is closed on one branch only.
//! Source: path sensitivity; broker rows paho c3 (closed) and a1 (not closed).
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

async fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("substation-11")
        .create_client()?;
    client.connect(ConnectOptions::new()).await?; //~ connect_while_open
    Ok(client)
}

#[tokio::main]
async fn main() -> paho_mqtt::Result<()> {
    let maintenance = std::env::args().any(|argument| argument == "--maintenance");
    let first = connect().await?;
    if maintenance {
        first.disconnect(None).await?;
    }
    let second = connect().await?;
    println!("{} {}", first.is_connected(), second.is_connected());
    Ok(())
}
