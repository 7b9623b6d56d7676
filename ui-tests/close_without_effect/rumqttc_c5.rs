//! `disconnect`, then the loop that ends on the error is joined, then the new connect.
//! Truth table rumqttc c5: no takeover.
#![allow(unused)]

use rumqttc::{AsyncClient, ConnectionError, MqttOptions};
use std::time::Duration;
use tokio::task::JoinHandle;

fn connect() -> (AsyncClient, JoinHandle<ConnectionError>) {
    let options = MqttOptions::new("tank-farm-1", "broker.plant.example", 1883);
    let (client, mut eventloop) = AsyncClient::new(options, 10);
    let receiving = tokio::spawn(async move {
        loop {
            if let Err(error) = eventloop.poll().await {
                return error;
            }
        }
    });
    (client, receiving)
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let (client, receiving) = connect();
    tokio::time::sleep(Duration::from_secs(5)).await;
    client.disconnect().await?;
    let error = receiving.await?;
    println!("closed: {error}");

    let (client, receiving) = connect();
    receiving.await?;
    Ok(())
}
