//! The first pair is shadowed before anybody has polled it: nothing was open.
//! Source: naive lint, false positive 1; broker row rumqttc a0.
#![allow(unused)]

use rumqttc::{AsyncClient, ConnectionError, MqttOptions};

fn options() -> MqttOptions {
    MqttOptions::new("shredder-1", "broker.plant.example", 1883)
}

#[tokio::main]
async fn main() -> Result<(), ConnectionError> {
    let (client, mut eventloop) = AsyncClient::new(options(), 10);
    let (client, mut eventloop) = AsyncClient::new(options(), 100);
    loop {
        let event = eventloop.poll().await?;
        println!("{event:?}");
    }
}
