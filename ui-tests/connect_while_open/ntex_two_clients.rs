//! ntex-mqtt: two clients of one id.
#![allow(unused)]

use ntex::time::{sleep, Millis};
use ntex::{ServiceFactory, SharedCfg};
use ntex_mqtt::v3::client::{Client, Connect, MqttConnector};

async fn connect() -> Client {
    MqttConnector::new() //~ connect_while_open
        .pipeline(SharedCfg::default())
        .await
        .expect("a connector")
        .call(Connect::new("broker.plant.example:1883").client_id("hopper-1"))
        .await
        .expect("connected")
}

#[ntex::main]
async fn main() {
    let telemetry = connect().await;
    let commands = connect().await;
    sleep(Millis(500)).await;
    println!("{} {}", telemetry.session_present(), commands.session_present());
}
