//! Shadowing does not drop: the first event loop holds its socket to the end of the scope, though nobody polls it.
//! Truth table rumqttc a2: takeover, x1.
#![allow(unused)]

use rumqttc::{AsyncClient, Event, EventLoop, MqttOptions, Packet};

async fn connected() -> (AsyncClient, EventLoop) {
    let options = MqttOptions::new("weather-mast", "broker.plant.example", 1883);
    let (client, mut eventloop) = AsyncClient::new(options, 10);
    loop {
        match eventloop.poll().await { //~ shadowed_while_open
            Ok(Event::Incoming(Packet::ConnAck(_))) => return (client, eventloop),
            Ok(_) => {}
            Err(error) => eprintln!("not yet: {error}"),
        }
    }
}

#[tokio::main]
async fn main() {
    let (client, eventloop) = connected().await;
    let (client, mut eventloop) = connected().await;
    while let Ok(event) = eventloop.poll().await {
        println!("{event:?}");
    }
}
