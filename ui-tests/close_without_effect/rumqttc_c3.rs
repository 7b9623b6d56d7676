//! The DISCONNECT goes out, and then the old loop polls on and reconnects by itself.
//! Truth table rumqttc c3: takeover, x11 in 1 s.
#![allow(unused)]

use rumqttc::{AsyncClient, ClientError, MqttOptions};
use std::time::Duration;
use tokio::time::sleep;

const CLIENT_ID: &str = "tank-farm-1";

async fn connect() -> AsyncClient {
    let (client, mut eventloop) =
        AsyncClient::new(MqttOptions::new(CLIENT_ID, "broker.plant.example", 1883), 10);
    tokio::spawn(async move {
        loop {
            if let Err(error) = eventloop.poll().await { //~ close_without_effect
                eprintln!("{error}");
                sleep(Duration::from_millis(100)).await;
            }
        }
    });
    client
}

#[tokio::main]
async fn main() -> Result<(), ClientError> {
    let client = connect().await;
    sleep(Duration::from_secs(5)).await;
    client.disconnect().await?;

    let client = connect().await;
    sleep(Duration::from_secs(60)).await;
    Ok(())
}
