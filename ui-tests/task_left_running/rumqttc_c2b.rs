//! `take()` drops the sender only; the task owns the connection.
//! Truth table rumqttc c2b: takeover, ping-pong.
#![allow(unused)]

use rumqttc::{AsyncClient, MqttOptions};
use std::time::Duration;

struct Uplink {
    client: Option<AsyncClient>,
}

async fn connect() -> AsyncClient {
    let options = MqttOptions::new("silo-3", "broker.plant.example", 1883);
    let (client, mut eventloop) = AsyncClient::new(options, 10);
    tokio::spawn(async move {
        loop {
            match eventloop.poll().await { //~ task_left_running
                Ok(event) => println!("{event:?}"),
                Err(_) => tokio::time::sleep(Duration::from_secs(2)).await,
            }
        }
    });
    client
}

#[tokio::main]
async fn main() {
    let mut uplink = Uplink {
        client: Some(connect().await),
    };
    tokio::time::sleep(Duration::from_secs(3600)).await;
    uplink.client.take();
    uplink.client = Some(connect().await);
    tokio::time::sleep(Duration::from_secs(3600)).await;
}
