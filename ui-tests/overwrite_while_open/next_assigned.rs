//! rumqttc-next: the right side connects before the old event loop drops.
//! Scenario table, next: assign over the old, takeover.
#![allow(unused)]

use rumqttc::{AsyncClient, EventLoop, MqttOptions};

async fn connected() -> Option<(AsyncClient, EventLoop)> {
    let options = MqttOptions::new("ferry-1", ("broker.plant.example", 1883));
    let (client, mut eventloop) = AsyncClient::builder(options).capacity(10).build();
    eventloop.poll().await.ok()?; //~ overwrite_while_open
    Some((client, eventloop))
}

#[tokio::main]
async fn main() {
    let mut link = connected().await;
    println!("{}", link.is_some());
    link = connected().await;
    println!("{}", link.is_some());
}
