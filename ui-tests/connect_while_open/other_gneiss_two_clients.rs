//! gneiss-mqtt: two started clients of one id; both come back after each takeover.
//! Scenario table, gneiss: two live in scope: takeover x7 in 1 s.
#![allow(unused)]

use gneiss_mqtt::client::config::{ConnectOptions, MqttClientOptions};
use gneiss_mqtt::client::{AsyncClient, AsyncClientHandle, TokioClientBuilder};
use std::time::Duration;
use tokio::time::sleep;

fn client() -> AsyncClientHandle {
    let options = ConnectOptions::builder().with_client_id("hopper-1").build();
    TokioClientBuilder::new("broker.plant.example", 1883)
        .with_connect_options(options)
        .build()
        .expect("a client")
}

#[tokio::main]
async fn main() {
    let telemetry = client();
    let commands = client();
    telemetry.start(None).expect("started");
    sleep(Duration::from_millis(300)).await;
    commands.start(None).expect("started"); //~ connect_while_open
    sleep(Duration::from_secs(60)).await;
    let _ = (telemetry.close(), commands.close());
}
