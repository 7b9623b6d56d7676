//! mqrstt: the drop of the last client ends the task that runs the network.
//! Scenario table, mqrstt: drop the client handle, then new: no takeover.
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
    let runs = tokio::spawn(async move { network.run(&mut NOP {}).await.is_ok() });
    drop(client);
    let _ = runs.await;

    let (mut network, client) = NetworkBuilder::new_from_client_id("hopper-1").tokio_network();
    network.connect(stream().await, &mut NOP {}).await.expect("connected");
    sleep(Duration::from_secs(60)).await;
}
