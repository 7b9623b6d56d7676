//! The client id is a default of the configuration.
//! Source: identities across binaries of one workspace.
#![allow(unused)]

use rumqttc::{AsyncClient, MqttOptions};
use std::time::Duration;

struct Config {
    id: String,
    host: String,
}

impl Default for Config {
    fn default() -> Self {
        Config { id: "silo".to_owned(), host: "broker.plant.example".to_owned() }
    }
}

fn options() -> MqttOptions {
    let config = Config::default();
    MqttOptions::new(config.id, config.host, 1883)
}

#[tokio::main]
async fn main() {
    let (_client, mut eventloop) = AsyncClient::new(options(), 10);
    loop {
        if eventloop.poll().await.is_err() {
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    }
}
