//! minimq: the connection is dropped, and its transport with it, before the session connects again.
//! Scenario table, minimq: drop, then new: no takeover.
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
    let mut buffer = [0; 2048];
    let mut session = session(&mut buffer);
    let connection = session.connect(transport().await).await.expect("connected");
    drop(connection);
    let mut connection = session.connect(transport().await).await.expect("connected");
    let _ = connection.poll().await.is_ok();
}
