//! The right side only makes a new pair; the old event loop drops before the new one is polled.
//! Truth table rumqttc b3: no takeover, `new` does not open.
#![allow(unused)]

use rumqttc::{AsyncClient, ConnectionError, EventLoop, MqttOptions};

struct Link {
    eventloop: EventLoop,
}

fn options() -> MqttOptions {
    MqttOptions::new("gate-7", "broker.plant.example", 1883)
}

#[tokio::main]
async fn main() -> Result<(), ConnectionError> {
    let mut link = Link {
        eventloop: AsyncClient::new(options(), 10).1,
    };
    link.eventloop.poll().await?;

    link.eventloop = AsyncClient::new(options(), 10).1;
    link.eventloop.poll().await?;
    Ok(())
}
