//! After the failed publish the client is asked, and says that it is not connected: without automatic reconnection that is a
//! proof.
//! Source: guards are facts; broker row paho e3c.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder, Message};

async fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("sorter-4")
        .create_client()?;
    client.connect(ConnectOptions::new()).await?;
    Ok(client)
}

#[tokio::main]
async fn main() -> paho_mqtt::Result<()> {
    let client = connect().await?;
    let quality = 3;
    let failed = client.publish(Message::new("sorter/4", "1201", quality)).await.is_err();
    if failed && !client.is_connected() {
        let replacement = connect().await?;
        replacement.publish(Message::new("sorter/4", "1201", 1)).await?;
    }
    println!("{}", client.is_connected());
    Ok(())
}
