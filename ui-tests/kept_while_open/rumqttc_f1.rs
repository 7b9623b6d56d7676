//! Every pair stays in the vector, with its socket.
//! Truth table rumqttc f1: takeover.
#![allow(unused)]

use rumqttc::{AsyncClient, ConnectionError, EventLoop, MqttOptions};

async fn connected() -> Result<(AsyncClient, EventLoop), ConnectionError> {
    let options = MqttOptions::new("label-printer", "broker.plant.example", 1883);
    let (client, mut eventloop) = AsyncClient::new(options, 10);
    eventloop.poll().await?; //~ kept_while_open
    Ok((client, eventloop))
}

#[tokio::main]
async fn main() -> Result<(), ConnectionError> {
    let mut attempts = Vec::new();
    for _ in 0..3 {
        let pair = connected().await?;
        attempts.push(pair);
    }
    println!("{} connections", attempts.len());
    Ok(())
}
