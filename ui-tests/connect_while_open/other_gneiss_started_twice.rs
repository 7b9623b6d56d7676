//! gneiss-mqtt: a second `start` of one handle goes on with the connection that there is.
//! Scenario table, gneiss: connect twice on one handle: no takeover.
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
    let client = client();
    client.start(None).expect("started");
    sleep(Duration::from_millis(300)).await;
    client.start(None).expect("started");
    sleep(Duration::from_secs(60)).await;
}
