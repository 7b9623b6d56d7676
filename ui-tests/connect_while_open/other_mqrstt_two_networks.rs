//! mqrstt: two networks of one id, both connected.
//! Scenario table, mqrstt: two live in scope: takeover.
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

async fn connected() -> (Network, MqttClient) {
    let (mut network, client) = NetworkBuilder::new_from_client_id("hopper-1").tokio_network();
    network.connect(stream().await, &mut NOP {}).await.expect("connected"); //~ connect_while_open
    (network, client)
}

#[tokio::main]
async fn main() {
    let (mut first, _first_client) = connected().await;
    let (mut second, _second_client) = connected().await;
    let (mut north, mut south) = (NOP {}, NOP {});
    let (first, second) = tokio::join!(first.run(&mut north), second.run(&mut south));
    println!("{first:?} {second:?}");
}
