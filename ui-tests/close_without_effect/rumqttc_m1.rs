//! `clean` drops the socket, though the event loop lives on.
//! Truth table rumqttc m1: no takeover.
#![allow(unused)]

use rumqttc::{AsyncClient, ConnectionError, EventLoop, MqttOptions};

async fn connected() -> Result<(AsyncClient, EventLoop), ConnectionError> {
    let options = MqttOptions::new("valve-33", "broker.plant.example", 1883);
    let (client, mut eventloop) = AsyncClient::new(options, 10);
    eventloop.poll().await?;
    Ok((client, eventloop))
}

#[tokio::main]
async fn main() -> Result<(), ConnectionError> {
    let (client, mut eventloop) = connected().await?;
    eventloop.clean();
    let (new_client, new_eventloop) = connected().await?;
    drop(eventloop);
    Ok(())
}
