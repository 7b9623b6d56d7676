//! `reconnect` makes and polls a new pair while the struct still holds the old one; `main` calls it twice.
//! Source: methods on structs; broker row rumqttc b2.
#![allow(unused)]

use rumqttc::{AsyncClient, ConnectionError, EventLoop, MqttOptions};

struct Link {
    device: String,
    pair: Option<(AsyncClient, EventLoop)>,
}

impl Link {
    async fn reconnect(&mut self) -> Result<(), ConnectionError> {
        let options = MqttOptions::new(self.device.as_str(), "broker.plant.example", 1883);
        let (client, mut eventloop) = AsyncClient::new(options, 10);
        eventloop.poll().await?; //~ overwrite_while_open
        self.pair = Some((client, eventloop));
        Ok(())
    }
}

#[tokio::main]
async fn main() -> Result<(), ConnectionError> {
    let mut link = Link {
        device: "fan-2".to_owned(),
        pair: None,
    };
    link.reconnect().await?;
    tokio::time::sleep(std::time::Duration::from_secs(3600)).await;
    link.reconnect().await
}
