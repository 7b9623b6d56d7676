//! rumqttc-next: after the DISCONNECT the event loop stays closed, so a loop that ends on the error has closed.
//! Scenario table, next: graceful close awaited (and the loop joined), no takeover.
#![allow(unused)]

use rumqttc::{AsyncClient, MqttOptions};
use tokio::task::JoinHandle;

fn start() -> (AsyncClient, JoinHandle<()>) {
    let options = MqttOptions::new("ferry-1", ("broker.plant.example", 1883));
    let (client, mut eventloop) = AsyncClient::builder(options).capacity(10).build();
    let polling = tokio::spawn(async move { while eventloop.poll().await.is_ok() {} });
    (client, polling)
}

#[tokio::main]
async fn main() {
    let (client, polling) = start();
    client.disconnect().await.expect("the loop is there");
    polling.await.expect("the loop panicked");
    let (client, polling) = start();
    polling.await.expect("the loop panicked");
}
