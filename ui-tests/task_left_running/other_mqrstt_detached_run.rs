//! mqrstt: a task runs the first network, and nobody has ended it.
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

async fn connected() -> MqttClient {
    let (mut network, client) = NetworkBuilder::new_from_client_id("hopper-1").tokio_network();
    network.connect(stream().await, &mut NOP {}).await.expect("connected"); //~ task_left_running
    tokio::spawn(async move { network.run(&mut NOP {}).await.is_ok() });
    client
}

#[tokio::main]
async fn main() {
    let first = connected().await;
    let second = connected().await;
    sleep(Duration::from_secs(60)).await;
    let _ = (first.disconnect().await, second.disconnect().await);
}
