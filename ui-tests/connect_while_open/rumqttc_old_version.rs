//! An older rumqttc under another name: the same rules.
//! Truth table rumqttc a2 with 0.24.
#![allow(unused)]

use rumqttc_024::{AsyncClient, ConnectionError, EventLoop, MqttOptions};

async fn connected() -> Result<EventLoop, ConnectionError> {
    let options = MqttOptions::new("turnstile-1", "broker.plant.example", 1883);
    let (_client, mut eventloop) = AsyncClient::new(options, 10);
    eventloop.poll().await?; //~ connect_while_open
    Ok(eventloop)
}

#[tokio::main]
async fn main() -> Result<(), ConnectionError> {
    let mut north = connected().await?;
    let mut south = connected().await?;
    loop {
        tokio::select! {
            event = north.poll() => println!("north {:?}", event?),
            event = south.poll() => println!("south {:?}", event?),
        }
    }
}
