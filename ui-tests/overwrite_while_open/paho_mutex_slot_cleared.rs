//! The shared slot is cleared before the new client connects.
//! Source: Option slots in shared state, the correct form; broker row paho c1.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};
use std::sync::Arc;
use tokio::sync::Mutex;

async fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("dryer-1")
        .create_client()?;
    client.connect(ConnectOptions::new()).await?;
    Ok(client)
}

type Slot = Arc<Mutex<Option<AsyncClient>>>;

async fn refresh(slot: &Slot) -> paho_mqtt::Result<()> {
    let mut guard = slot.lock().await;
    *guard = None;
    *guard = Some(connect().await?);
    Ok(())
}

#[tokio::main]
async fn main() -> paho_mqtt::Result<()> {
    let slot: Slot = Arc::new(Mutex::new(None));
    refresh(&slot).await?;
    tokio::time::sleep(std::time::Duration::from_secs(3600)).await;
    refresh(&slot).await
}
