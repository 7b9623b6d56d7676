//! rumqttc-v4-next: the builder opens nothing; only one of the two event loops is polled.
#![allow(unused)]

use rumqttc::{AsyncClient, EventLoop, MqttOptions};

fn pair() -> (AsyncClient, EventLoop) {
    let options = MqttOptions::new("hopper-1", ("broker.plant.example", 1883));
    AsyncClient::builder(options).capacity(10).build()
}

#[tokio::main]
async fn main() {
    let (first, _unused) = pair();
    let (second, mut eventloop) = pair();
    while eventloop.poll().await.is_ok() {}
}
