//! async-std: dropping a task's handle detaches it, as in tokio.
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

fn main() -> paho_mqtt::Result<()> {
    async_std::task::block_on(async {
        let client = connect().await?;
        async_std::task::spawn(async move {
            loop {
                client.publish(paho_mqtt::Message::new("alive", "1", 0));
                async_std::task::sleep(std::time::Duration::from_secs(10)).await;
            }
        });
        let client = connect().await?;
        println!("{}", client.is_connected());
        Ok(())
    })
}
