//! A signal of embassy says when to connect anew; the slot is emptied before that.
//! Source: documentation of embassy-executor 0.10 and embassy-sync 0.8; broker row paho c1.
#![allow(unused)]

use embassy_executor::Spawner;
use embassy_sync::blocking_mutex::raw::CriticalSectionRawMutex;
use embassy_sync::signal::Signal;
use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

static RENEW: Signal<CriticalSectionRawMutex, ()> = Signal::new();

async fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("fan-31")
        .create_client()?;
    client.connect(ConnectOptions::new()).await?;
    Ok(client)
}

#[embassy_executor::task]
async fn link() {
    let mut client = connect().await.ok();
    loop {
        RENEW.wait().await;
        client = None;
        client = connect().await.ok();
    }
}

#[embassy_executor::main]
async fn main(spawner: Spawner) {
    spawner.spawn(link().expect("one link"));
    RENEW.signal(());
}
