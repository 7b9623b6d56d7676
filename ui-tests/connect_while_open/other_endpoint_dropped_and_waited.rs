//! mqtt-endpoint-tokio: some time after the drop of the endpoint its task has ended, and has closed.
//! Source: mqtt-endpoint-tokio, what a drop does.
#![allow(unused)]

use mqtt_endpoint_tokio::mqtt_ep;
use mqtt_endpoint_tokio::mqtt_ep::transport::TcpTransport;
use mqtt_endpoint_tokio::mqtt_ep::{Endpoint, Mode, Version};
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::sleep;

async fn transport() -> TcpTransport {
    TcpTransport::from_stream(TcpStream::connect("broker.plant.example:1883").await.expect("a broker"))
}

async fn connected() -> Endpoint<mqtt_ep::role::Client> {
    let endpoint = Endpoint::<mqtt_ep::role::Client>::new(Version::V5_0);
    endpoint.attach(transport().await, Mode::Client).await.expect("attached");
    let connect = mqtt_ep::packet::v5_0::Connect::builder()
        .client_id("hopper-4")
        .expect("a short id")
        .build()
        .expect("a packet");
    endpoint.send(connect).await.expect("sent");
    let _ = endpoint.recv().await;
    endpoint
}

#[tokio::main]
async fn main() {
    let first = connected().await;
    drop(first);
    sleep(Duration::from_secs(60)).await;
    let second = connected().await;
    sleep(Duration::from_secs(60)).await;
}
