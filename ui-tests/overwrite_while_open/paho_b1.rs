//! The right side connects before the field's old client drops.
//! Truth table paho b1: takeover.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder, Message, QOS_1};

struct Publisher {
    client: AsyncClient,
}

async fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("press-4")
        .create_client()?;
    client.connect(ConnectOptions::new()).await?; //~ overwrite_while_open
    Ok(client)
}

#[tokio::main]
async fn main() -> paho_mqtt::Result<()> {
    let mut publisher = Publisher {
        client: connect().await?,
    };
    let message = Message::new("press/strokes", "4711", QOS_1);
    publisher.client.publish(message).await?;
    publisher.client = connect().await?;
    println!("connected: {}", publisher.client.is_connected());
    Ok(())
}
