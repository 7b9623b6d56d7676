//! The same bug on another runtime.
//! Source: broker row paho a1; async-std instead of tokio.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder, Message, QOS_1};

async fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("greenhouse-2")
        .create_client()?;
    client.connect(ConnectOptions::new()).await?; //~ connect_while_open
    Ok(client)
}

fn main() -> paho_mqtt::Result<()> {
    async_std::task::block_on(async {
        let climate = connect().await?;
        let lights = connect().await?;
        climate.publish(Message::new("climate", "24", QOS_1)).await?;
        lights.publish(Message::new("lights", "on", QOS_1)).await?;
        Ok(())
    })
}
