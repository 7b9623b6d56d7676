//! rust-mqtt: without an id the broker gives one to each of the two clients.
//! Source: rust-mqtt, identity.
#![allow(unused)]

use embedded_io_adapters::tokio_1::FromTokio;
use rust_mqtt::buffer::AllocBuffer;
use rust_mqtt::client::options::ConnectOptions;
use rust_mqtt::client::Client;
use tokio::net::TcpStream;

type Mqtt<'a> = Client<'a, 'a, FromTokio<TcpStream>, AllocBuffer, 1, 1, 1, 1, 16, 0, 1>;

async fn transport() -> FromTokio<TcpStream> {
    FromTokio::new(TcpStream::connect("broker.plant.example:1883").await.expect("a broker"))
}

#[tokio::main]
async fn main() {
    let options = ConnectOptions::new().clean_start();
    let mut first_buffer = AllocBuffer;
    let mut first = Mqtt::new(&mut first_buffer);
    let _ = first.connect(transport().await, &options, None).await.is_ok();
    let mut second_buffer = AllocBuffer;
    let mut second = Mqtt::new(&mut second_buffer);
    let _ = second.connect(transport().await, &options, None).await.is_ok();
    drop(first);
}
