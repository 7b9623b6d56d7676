//! mqrstt: a network that runs until it is lost, and connects again after a pause.
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
    for _ in 0..3 {
        network.connect(stream().await, &mut NOP {}).await.expect("connected");
        let sender = client.clone();
        tokio::spawn(async move {
            sleep(Duration::from_millis(100)).await;
            let _ = sender.disconnect().await;
        });
        println!("{:?}", network.run(&mut NOP {}).await);
        sleep(Duration::from_millis(100)).await;
    }
}
