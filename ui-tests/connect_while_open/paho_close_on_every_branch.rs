//! Both branches close, each in its own way.
//! Source: path sensitivity; broker rows paho c3 and c2.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

async fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("substation-11")
        .create_client()?;
    client.connect(ConnectOptions::new()).await?;
    Ok(client)
}

#[tokio::main]
async fn main() -> paho_mqtt::Result<()> {
    let graceful = std::env::args().any(|argument| argument == "--graceful");
    let first = connect().await?;
    if graceful {
        first.disconnect(None).await?;
    } else {
        drop(first);
    }
    let second = connect().await?;
    println!("{}", second.is_connected());
    Ok(())
}
