//! Two calls of one helper, both clients in use: the plainest case across functions.
//! Source: taxonomy T2 (same-identity factory called twice); broker row paho a1.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder, Message, QOS_1};

async fn open() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("substation-11")
        .create_client()?;
    client.connect(ConnectOptions::new()).await?; //~ connect_while_open
    Ok(client)
}

#[tokio::main]
async fn main() -> paho_mqtt::Result<()> {
    let telemetry = open().await?;
    let alarms = open().await?;
    telemetry.publish(Message::new("voltage", "231", QOS_1)).await?;
    alarms.publish(Message::new("door", "open", QOS_1)).await?;
    Ok(())
}
