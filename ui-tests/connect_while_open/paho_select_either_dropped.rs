//! The client that comes out of a race of two futures is dropped before the next one connects.
//! Source: look-alike of paho_select_either.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};
use std::time::Duration;
use futures::future::{Either, select};

async fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("dryer-15")
        .create_client()?;
    client.connect(ConnectOptions::new()).await?;
    Ok(client)
}

async fn first() -> Option<AsyncClient> {
    let connect = Box::pin(connect());
    let limit = Box::pin(tokio::time::sleep(Duration::from_secs(8)));
    match select(connect, limit).await {
        Either::Left((client, _limit)) => client.ok(),
        Either::Right(((), _connect)) => None,
    }
}

#[tokio::main]
async fn main() -> paho_mqtt::Result<()> {
    let first = first().await;
    println!("{}", first.is_some());
    drop(first);
    let second = connect().await?;
    println!("{}", second.is_connected());
    Ok(())
}
