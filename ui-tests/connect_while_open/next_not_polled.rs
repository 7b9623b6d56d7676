//! rumqttc-next: the builder opens nothing.
//! Scenario table, next: new only, no takeover.
#![allow(unused)]

use rumqttc::{AsyncClient, EventLoop, MqttOptions};

fn pair() -> (AsyncClient, EventLoop) {
    let options = MqttOptions::new("ferry-1", ("broker.plant.example", 1883));
    AsyncClient::builder(options).capacity(10).build()
}

#[tokio::main]
async fn main() {
    let (spare_client, spare) = pair();
    let (client, mut eventloop) = pair();
    while eventloop.poll().await.is_ok() {}
}
