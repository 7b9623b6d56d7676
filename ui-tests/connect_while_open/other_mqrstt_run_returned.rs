//! mqrstt: `run` that has returned has dropped its stream, so the same network may connect again.
//! Scenario table, mqrstt: graceful close, then again: no takeover.
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
    client.disconnect().await.expect("queued");
    println!("{:?}", network.run(&mut NOP {}).await);
    network.connect(stream().await, &mut NOP {}).await.expect("connected");
    sleep(Duration::from_secs(60)).await;
}
