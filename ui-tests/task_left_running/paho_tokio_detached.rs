//! The client moved into a detached task that runs for ever.
//! Source: taxonomy T7; broker row paho g4.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

async fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("camera-6")
        .create_client()?;
    client.connect(ConnectOptions::new()).await?; //~ task_left_running
    Ok(client)
}

async fn report(client: AsyncClient) {
    loop {
        client.publish(paho_mqtt::Message::new("alive", "1", 0));
        tokio::time::sleep(std::time::Duration::from_secs(10)).await;
    }
}

#[tokio::main]
async fn main() -> paho_mqtt::Result<()> {
    let client = connect().await?;
    tokio::spawn(report(client));
    let client = connect().await?;
    println!("{}", client.is_connected());
    Ok(())
}
