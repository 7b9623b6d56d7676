//! mqtt-endpoint-tokio: an endpoint that gets a second transport lets go of the first one before the CONNECT goes out.
//! Source: mqtt-endpoint-tokio, what opens.
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

async fn connect(endpoint: &Endpoint<mqtt_ep::role::Client>) {
    endpoint.attach(transport().await, Mode::Client).await.expect("attached");
    let connect = mqtt_ep::packet::v5_0::Connect::builder()
        .client_id("hopper-3")
        .expect("a short id")
        .build()
        .expect("a packet");
    endpoint.send(connect).await.expect("sent");
    let _ = endpoint.recv().await;
}

#[tokio::main]
async fn main() {
    let endpoint = Endpoint::<mqtt_ep::role::Client>::new(Version::V5_0);
    connect(&endpoint).await;
    sleep(Duration::from_secs(60)).await;
    connect(&endpoint).await;
    sleep(Duration::from_secs(60)).await;
}
