//! async-std: `cancel().await` ends the task and drops what it owns.
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

fn main() -> paho_mqtt::Result<()> {
    async_std::task::block_on(async {
        let client = connect().await?;
        let reporting = async_std::task::spawn(async move {
            loop {
                client.publish(paho_mqtt::Message::new("alive", "1", 0));
                async_std::task::sleep(std::time::Duration::from_secs(10)).await;
            }
        });
        reporting.cancel().await;
        let client = connect().await?;
        println!("{}", client.is_connected());
        Ok(())
    })
}
