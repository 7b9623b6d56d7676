//! mqrstt: a cancelled `run` leaves the stream in the network; the next `connect` replaces it only after its CONNACK.
//! Scenario table, mqrstt: cancelled run, then again: takeover (naive lint, false negative 8).
#![allow(unused)]

use mqrstt::example_handlers::NOP;
use mqrstt::NetworkBuilder;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::timeout;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let broker = "broker.plant.example:1883";
    let (mut network, client) = NetworkBuilder::new_from_client_id("hopper-1").tokio_network();
    network.connect(TcpStream::connect(broker).await?, &mut NOP {}).await.expect("connected");
    let _ = timeout(Duration::from_secs(60), network.run(&mut NOP {})).await;
    network.connect(TcpStream::connect(broker).await?, &mut NOP {}).await.expect("connected"); //~ connect_while_open
    Ok(())
}
