//! One `Arc` was dropped, its clone still holds the event loop.
//! Truth table rumqttc g3: takeover.
#![allow(unused)]

use rumqttc::{AsyncClient, ConnectionError, EventLoop, MqttOptions};
use std::sync::Arc;
use tokio::sync::Mutex;

async fn connected() -> Result<EventLoop, ConnectionError> {
    let options = MqttOptions::new("badge-reader", "broker.plant.example", 1883);
    let (_client, mut eventloop) = AsyncClient::new(options, 10);
    eventloop.poll().await?; //~ kept_while_open
    Ok(eventloop)
}

#[tokio::main]
async fn main() -> Result<(), ConnectionError> {
    let shared = Arc::new(Mutex::new(connected().await?));
    let watchdog = shared.clone();
    drop(shared);
    let eventloop = connected().await?;
    watchdog.lock().await.clean();
    Ok(())
}
