//! The old client is taken out, disconnected and dropped before the new one connects.
//! Source: evaluation order, the correct form; broker rows paho c3 and c4.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

async fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("dryer-1")
        .create_client()?;
    client.connect(ConnectOptions::new()).await?;
    Ok(client)
}

#[derive(Default)]
struct Link {
    client: Option<AsyncClient>,
}

impl Link {
    async fn reconnect(&mut self) -> paho_mqtt::Result<()> {
        if let Some(old) = self.client.take() {
            old.disconnect(None).await?;
        }
        self.client = Some(connect().await?);
        Ok(())
    }
}

#[tokio::main]
async fn main() -> paho_mqtt::Result<()> {
    let mut link = Link::default();
    loop {
        link.reconnect().await?;
        tokio::time::sleep(std::time::Duration::from_secs(3600)).await;
    }
}
