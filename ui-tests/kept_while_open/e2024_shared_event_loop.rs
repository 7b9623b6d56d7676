//! Edition 2024, rumqttc: one `Arc` of the event loop was dropped, the other is still there.
//! Truth table rumqttc g3.
#![allow(unused)]

use std::sync::Arc;
use std::time::Duration;

use rumqttc::{AsyncClient, ConnectionError, EventLoop, MqttOptions};
use tokio::sync::Mutex;

async fn connected() -> Result<EventLoop, ConnectionError> {
    let options = MqttOptions::new("shuttle-8", "broker.plant.example", 1883);
    let (_client, mut eventloop) = AsyncClient::new(options, 10);
    eventloop.poll().await?; //~ kept_while_open
    Ok(eventloop)
}

#[tokio::main]
async fn main() -> Result<(), ConnectionError> {
    let shared = Arc::new(Mutex::new(connected().await?));
    let keeper = shared.clone();
    drop(shared);
    tokio::time::sleep(Duration::from_secs(5)).await;
    let eventloop = connected().await?;
    println!("{}", Arc::strong_count(&keeper));
    Ok(())
}
