//! Client and event loop are separate fields; the new event loop is only polled once it is in its field.
//! Source: methods on structs, the correct form; broker row rumqttc b3.
#![allow(unused)]

use rumqttc::{AsyncClient, ConnectionError, EventLoop, MqttOptions};

struct Link {
    client: AsyncClient,
    eventloop: EventLoop,
}

fn options() -> MqttOptions {
    MqttOptions::new("fan-2", "broker.plant.example", 1883)
}

impl Link {
    fn new() -> Self {
        let (client, eventloop) = AsyncClient::new(options(), 10);
        Self { client, eventloop }
    }

    async fn reconnect(&mut self) -> Result<(), ConnectionError> {
        let (client, eventloop) = AsyncClient::new(options(), 10);
        self.client = client;
        self.eventloop = eventloop;
        self.eventloop.poll().await?;
        Ok(())
    }
}

#[tokio::main]
async fn main() -> Result<(), ConnectionError> {
    let mut link = Link::new();
    link.reconnect().await?;
    tokio::time::sleep(std::time::Duration::from_secs(3600)).await;
    link.reconnect().await
}
