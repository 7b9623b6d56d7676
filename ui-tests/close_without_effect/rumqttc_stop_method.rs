//! `stop` sends a DISCONNECT, and the struct's own loop reconnects behind it.
//! Source: naive lint, false negative 2 (bytebeamio/rumqtt#447); broker row rumqttc c3.
#![allow(unused)]

use rumqttc::{AsyncClient, ClientError, MqttOptions};
use std::time::Duration;

struct Service {
    client: Option<AsyncClient>,
}

impl Service {
    fn start(&mut self) {
        let options = MqttOptions::new("booth-2", "broker.plant.example", 1883);
        let (client, mut eventloop) = AsyncClient::new(options, 10);
        tokio::spawn(async move {
            loop {
                match eventloop.poll().await { //~ close_without_effect
                    Ok(event) => println!("{event:?}"),
                    Err(error) => {
                        eprintln!("{error}");
                        tokio::time::sleep(Duration::from_secs(1)).await;
                    }
                }
            }
        });
        self.client = Some(client);
    }

    async fn stop(&mut self) -> Result<(), ClientError> {
        if let Some(client) = self.client.take() {
            client.disconnect().await?;
        }
        Ok(())
    }
}

#[tokio::main]
async fn main() -> Result<(), ClientError> {
    let mut service = Service { client: None };
    service.start();
    tokio::time::sleep(Duration::from_secs(3600)).await;
    service.stop().await?;
    service.start();
    tokio::time::sleep(Duration::from_secs(3600)).await;
    Ok(())
}
