//! `let _ =` drops the pair at once, so nothing is open when the second one connects.
//! Truth table rumqttc a3: no takeover.
#![allow(unused)]

use rumqttc::{AsyncClient, Event, EventLoop, MqttOptions, Packet};

async fn connected() -> (AsyncClient, EventLoop) {
    let options = MqttOptions::new("weather-mast", "broker.plant.example", 1883);
    let (client, mut eventloop) = AsyncClient::new(options, 10);
    loop {
        match eventloop.poll().await {
            Ok(Event::Incoming(Packet::ConnAck(_))) => return (client, eventloop),
            Ok(_) => {}
            Err(error) => eprintln!("not yet: {error}"),
        }
    }
}

#[tokio::main]
async fn main() {
    let _ = connected().await;
    let _ = connected().await;
}
