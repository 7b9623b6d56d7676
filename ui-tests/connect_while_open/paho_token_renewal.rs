//! The client with the new token connects first, "to lose no message"; the old one is closed afterwards.
//! Source: taxonomy T5; broker row paho a1.
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
    let options = ConnectOptionsBuilder::new()
        .user_name("contoso.azure-devices.net/meter-0815")
        .password(token)
        .finalize();
    client.connect(options).await?; //~ connect_while_open
    Ok(client)
}

impl Hub {
    async fn renew(&mut self, token: &str) -> paho_mqtt::Result<()> {
        let renewed = connect(token).await?;
        self.client.disconnect(None).await?;
        self.client = renewed;
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
