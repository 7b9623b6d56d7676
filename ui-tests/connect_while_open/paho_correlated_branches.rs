//! The second connect runs under the same flag as the close: no path has both open.
//! Source: `let failed = …; if failed` must stay correlated; broker row paho c3.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder, Message, QOS_1};

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
    let mut client = connect().await?;
    let failed = client.publish(Message::new("voltage", "231", QOS_1)).await.is_err();
    if failed {
        client.disconnect(None).await?;
    }
    println!("failed: {failed}");
    if failed {
        client = connect().await?;
    }
    println!("{}", client.is_connected());
    Ok(())
}
