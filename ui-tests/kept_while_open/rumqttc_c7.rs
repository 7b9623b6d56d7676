//! Clones of the client keep nothing open: the event loop is the owner, and it was dropped.
//! Truth table rumqttc c7: no takeover.
#![allow(unused)]

use rumqttc::{AsyncClient, EventLoop, MqttOptions, QoS};

async fn connected() -> anyhow::Result<(AsyncClient, EventLoop)> {
    let options = MqttOptions::new("dosing-unit", "broker.plant.example", 1883);
    let (client, mut eventloop) = AsyncClient::new(options, 10);
    eventloop.poll().await?;
    Ok((client, eventloop))
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let (client, eventloop) = connected().await?;
    let for_alarms = client.clone();
    drop(eventloop);

    let (new_client, new_eventloop) = connected().await?;
    if client.publish("t", QoS::AtLeastOnce, false, "x").await.is_err() {
        println!("the old client has nobody to send for it");
    }
    Ok(())
}
