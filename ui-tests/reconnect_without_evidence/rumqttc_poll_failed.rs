//! Publishing has failed, and so has polling, which is the proof: the socket is gone, and nobody polls the old event loop
//! any more.
//! Truth table rumqttc d3: no takeover.
#![allow(unused)]

use rumqttc::{AsyncClient, EventLoop, MqttOptions, QoS};

async fn connected() -> anyhow::Result<(AsyncClient, EventLoop)> {
    let options = MqttOptions::new("kiln-4", "broker.plant.example", 1883);
    let (client, mut eventloop) = AsyncClient::new(options, 1);
    eventloop.poll().await?;
    Ok((client, eventloop))
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let (mut client, mut eventloop) = connected().await?;
    loop {
        let full = client.try_publish("kiln/4", QoS::AtLeastOnce, false, "612").is_err();
        if eventloop.poll().await.is_err() {
            eprintln!("lost, {full}");
            (client, eventloop) = connected().await?;
        }
    }
}
