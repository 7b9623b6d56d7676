//! The identity is in the URL's query.
//! Source: rumqttc, `MqttOptions::parse_url`; broker row rumqttc a2.
#![allow(unused)]

use rumqttc::{AsyncClient, EventLoop, MqttOptions};

async fn connected() -> anyhow::Result<EventLoop> {
    let options = MqttOptions::parse_url("mqtt://broker.plant.example:1883?client_id=fan-2")?;
    let (_client, mut eventloop) = AsyncClient::new(options, 10);
    eventloop.poll().await?; //~ connect_while_open
    Ok(eventloop)
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut north = connected().await?;
    let mut south = connected().await?;
    north.poll().await?;
    south.poll().await?;
    Ok(())
}
