//! The right side connects before the field's old pair drops.
//! Truth table rumqttc b2: takeover, x1.
#![allow(unused)]

use rumqttc::{AsyncClient, ConnectionError, EventLoop, MqttOptions};

struct Link {
    pair: (AsyncClient, EventLoop),
}

async fn connected() -> Result<(AsyncClient, EventLoop), ConnectionError> {
    let options = MqttOptions::new("gate-7", "broker.plant.example", 1883);
    let (client, mut eventloop) = AsyncClient::new(options, 10);
    eventloop.poll().await?; //~ overwrite_while_open
    Ok((client, eventloop))
}

#[tokio::main]
async fn main() -> Result<(), ConnectionError> {
    let mut link = Link {
        pair: connected().await?,
    };
    link.pair = connected().await?;
    link.pair.1.poll().await?;
    Ok(())
}
