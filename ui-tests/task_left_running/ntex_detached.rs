//! ntex-mqtt: a task runs the first client, and nobody has ended it.
#![allow(unused)]

use ntex::time::{sleep, Millis};
use ntex::{ServiceFactory, SharedCfg};
use ntex_mqtt::v3::client::{Client, Connect, MqttConnector};

async fn connect() -> Client {
    MqttConnector::new() //~ task_left_running
        .pipeline(SharedCfg::default())
        .await
        .expect("a connector")
        .call(Connect::new("broker.plant.example:1883").client_id("hopper-1"))
        .await
        .expect("connected")
}

#[ntex::main]
async fn main() {
    for _ in 0..2 {
        let client = connect().await;
        ntex::rt::spawn(client.start_default());
        sleep(Millis(200)).await;
    }
}
