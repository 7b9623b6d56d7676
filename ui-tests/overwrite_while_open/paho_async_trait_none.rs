//! An `async_trait` method drops the client before it opens the next one.
//! Source: documentation of async-trait 0.1; broker row paho a1.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

async fn connect(id: &str) -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id(id)
        .create_client()?;
    client.connect(ConnectOptions::new()).await?;
    Ok(client)
}

#[async_trait::async_trait]
trait Link {
    async fn open(&mut self) -> paho_mqtt::Result<()>;
}

#[derive(Default)]
struct Fan {
    client: Option<AsyncClient>,
}

#[async_trait::async_trait]
impl Link for Fan {
    async fn open(&mut self) -> paho_mqtt::Result<()> {
        self.client = None;
        self.client = Some(connect("fan-2").await?);
        Ok(())
    }
}

#[tokio::main]
async fn main() -> paho_mqtt::Result<()> {
    let mut link: Box<dyn Link> = Box::new(Fan::default());
    link.open().await?;
    link.open().await
}
