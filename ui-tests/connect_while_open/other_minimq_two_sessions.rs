//! minimq: two sessions of one id, both connected. The borrow checker sees to one session only.
//! Scenario table, minimq: two live in scope: takeover.
#![allow(unused)]

use embedded_io_adapters::tokio_1::FromTokio;
use minimq::{ConfigBuilder, Session};
use tokio::net::TcpStream;

async fn transport() -> FromTokio<TcpStream> {
    FromTokio::new(TcpStream::connect("broker.plant.example:1883").await.expect("a broker"))
}

fn session(buffer: &mut [u8]) -> Session<'_> {
    let config = ConfigBuilder::from_buffer(buffer, 1024).expect("large enough");
    Session::new(config.client_id("hopper-1").expect("a short id"))
}

#[tokio::main]
async fn main() {
    let (mut first, mut second) = ([0; 2048], [0; 2048]);
    let mut first = session(&mut first);
    let mut second = session(&mut second);
    let mut telemetry = first.connect(transport().await).await.expect("connected");
    let mut commands = second.connect(transport().await).await.expect("connected"); //~ connect_while_open
    let _ = (telemetry.poll().await.is_ok(), commands.poll().await.is_ok());
}
