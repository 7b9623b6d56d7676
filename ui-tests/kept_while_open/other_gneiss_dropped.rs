//! gneiss-mqtt: the drop of the handle ends nothing, the task behind it stays connected.
//! Scenario table, gneiss: drop the client handle, then new: takeover.
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
    let first = client();
    first.start(None).expect("started");
    sleep(Duration::from_millis(300)).await;
    drop(first);

    let second = client();
    second.start(None).expect("started"); //~ kept_while_open
    sleep(Duration::from_secs(60)).await;
}
