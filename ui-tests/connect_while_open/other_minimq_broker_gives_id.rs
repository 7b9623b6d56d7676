//! minimq: without an id the broker gives one to each of the two sessions.
//! Source: minimq, identity.
#![allow(unused)]

use embedded_io_adapters::tokio_1::FromTokio;
use minimq::{ConfigBuilder, Session};
use tokio::net::TcpStream;

async fn transport() -> FromTokio<TcpStream> {
    FromTokio::new(TcpStream::connect("broker.plant.example:1883").await.expect("a broker"))
}

fn session(buffer: &mut [u8]) -> Session<'_> {
    Session::new(ConfigBuilder::from_buffer(buffer, 1024).expect("large enough"))
}

#[tokio::main]
async fn main() {
    let mut first_buffer = [0; 2048];
    let mut first = session(&mut first_buffer);
    let mut second_buffer = [0; 2048];
    let mut second = session(&mut second_buffer);
    let mut telemetry = first.connect(transport().await).await.expect("connected");
    let mut commands = second.connect(transport().await).await.expect("connected");
    let _ = telemetry.poll().await.is_ok();
    let _ = commands.poll().await.is_ok();
}
