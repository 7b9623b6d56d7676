//! The old client is closed and awaited before the one with the new token connects.
//! Source: taxonomy T5, the look-alike; broker row paho c3.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptionsBuilder, CreateOptionsBuilder};
use std::time::Duration;

struct Hub {
    client: AsyncClient,
}

async fn connect(token: &str) -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("ssl://contoso.azure-devices.net:8883")
        .client_id("meter-0815")
        .create_client()?;
    let options = ConnectOptionsBuilder::new().password(token).finalize();
    client.connect(options).await?;
    Ok(client)
}

impl Hub {
    async fn renew(&mut self, token: &str) -> paho_mqtt::Result<()> {
        self.client.disconnect(None).await?;
        self.client = connect(token).await?;
        Ok(())
    }
}

#[tokio::main]
async fn main() -> paho_mqtt::Result<()> {
    let mut hub = Hub {
        client: connect("first token").await?,
    };
    loop {
        tokio::time::sleep(Duration::from_secs(3000)).await;
        hub.renew("next token").await?;
    }
}
