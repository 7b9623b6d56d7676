//! The task that owns the client ends and is joined before the next connect.
//! Source: taxonomy T7, the look-alike; broker row paho g4b.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

async fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("camera-6")
        .create_client()?;
    client.connect(ConnectOptions::new()).await?;
    Ok(client)
}

async fn report(client: AsyncClient) {
    for _ in 0..10 {
        client.publish(paho_mqtt::Message::new("alive", "1", 0));
        tokio::time::sleep(std::time::Duration::from_secs(10)).await;
    }
}

#[tokio::main]
async fn main() -> paho_mqtt::Result<()> {
    let client = connect().await?;
    let reporting = tokio::spawn(report(client));
    reporting.await.expect("the task panicked");
    let client = connect().await?;
    println!("{}", client.is_connected());
    Ok(())
}
