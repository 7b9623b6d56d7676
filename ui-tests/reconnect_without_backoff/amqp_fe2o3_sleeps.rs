//! fe2o3-amqp: a sleep that is awaited between the attempts, and a tick.
#![allow(unused)]

use fe2o3_amqp::connection::ConnectionHandle;
use fe2o3_amqp::Connection;
use std::time::Duration;

const HUB: &str = "amqp://guest:guest@hub.mill.example";

async fn patient() -> ConnectionHandle<()> {
    loop {
        match Connection::open("hopper-1", HUB).await {
            Ok(connection) => return connection,
            Err(error) => eprintln!("{error}"),
        }
        tokio::time::sleep(Duration::from_secs(5)).await;
    }
}

async fn regular() -> ConnectionHandle<()> {
    let mut tick = tokio::time::interval(Duration::from_secs(5));
    loop {
        tick.tick().await;
        if let Ok(connection) = Connection::open("hopper-1", HUB).await {
            return connection;
        }
    }
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    patient().await.close().await?;
    regular().await.close().await?;
    Ok(())
}
