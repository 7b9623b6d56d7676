//! ntex-mqtt: a client that was not started closes with its drop.
#![allow(unused)]

use ntex::time::{sleep, Millis};
use ntex::{ServiceFactory, SharedCfg};
use ntex_mqtt::v3::client::{Client, Connect, MqttConnector};

async fn connect() -> Client {
    MqttConnector::new()
        .pipeline(SharedCfg::default())
        .await
        .expect("a connector")
        .call(Connect::new("broker.plant.example:1883").client_id("hopper-1"))
        .await
        .expect("connected")
}

#[ntex::main]
async fn main() {
    drop(connect().await);
    sleep(Millis(100)).await;
    let client = connect().await;
    sleep(Millis(500)).await;
    println!("{}", client.session_present());
}
