//! `Drop` asks for the DISCONNECT, but the loop in the task reconnects behind it.
//! Source: naive lint, false negative 2; broker row rumqttc c3.
#![allow(unused)]

use rumqttc::{AsyncClient, MqttOptions};
use std::time::Duration;

struct Session {
    client: AsyncClient,
}

impl Session {
    fn open() -> Self {
        let options = MqttOptions::new("fan-2", "broker.plant.example", 1883);
        let (client, mut eventloop) = AsyncClient::new(options, 10);
        tokio::spawn(async move {
            loop {
                if eventloop.poll().await.is_err() { //~ close_without_effect
                    tokio::time::sleep(Duration::from_secs(1)).await;
                }
            }
        });
        Self { client }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = self.client.try_disconnect();
    }
}

#[tokio::main]
async fn main() {
    {
        let session = Session::open();
        tokio::time::sleep(Duration::from_secs(3600)).await;
    }
    let session = Session::open();
    tokio::time::sleep(Duration::from_secs(3600)).await;
}
