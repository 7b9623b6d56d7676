//! mqrstt: `connect` on a connected network keeps the old stream until the new one is answered.
//! Scenario table, mqrstt: connect twice on one handle: takeover.
#![allow(unused)]

use mqrstt::example_handlers::NOP;
use mqrstt::{MqttClient, NetworkBuilder};
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::sleep;

type Network = mqrstt::tokio::Network<NOP, TcpStream>;

async fn stream() -> TcpStream {
    TcpStream::connect("broker.plant.example:1883").await.expect("a broker")
}

#[tokio::main]
async fn main() {
    let (mut network, client) = NetworkBuilder::new_from_client_id("hopper-1").tokio_network();
    network.connect(stream().await, &mut NOP {}).await.expect("connected");
    network.connect(stream().await, &mut NOP {}).await.expect("connected"); //~ connect_while_open
    sleep(Duration::from_secs(60)).await;
}
