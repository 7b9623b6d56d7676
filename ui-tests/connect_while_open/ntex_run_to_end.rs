//! ntex-mqtt: the client runs until its sink closes it, and only then the next one connects.
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
    for _ in 0..2 {
        let client = connect().await;
        let sink = client.sink();
        ntex::rt::spawn(async move {
            sleep(Millis(100)).await;
            sink.close();
        });
        client.start_default().await;
    }
}
