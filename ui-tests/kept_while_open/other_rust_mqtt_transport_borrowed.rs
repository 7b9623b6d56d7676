//! rust-mqtt: the client only borrows its transport; dropped, it leaves the socket open.
//! Source: rust-mqtt, what a drop does.
#![allow(unused)]

use embedded_io_adapters::tokio_1::FromTokio;
use rust_mqtt::buffer::AllocBuffer;
use rust_mqtt::client::options::ConnectOptions;
use rust_mqtt::client::Client;
use rust_mqtt::types::MqttString;
use tokio::net::TcpStream;

type Mqtt<'a> = Client<'a, 'a, &'a mut FromTokio<TcpStream>, AllocBuffer, 1, 1, 1, 1, 16, 0, 1>;

async fn transport() -> FromTokio<TcpStream> {
    FromTokio::new(TcpStream::connect("broker.plant.example:1883").await.expect("a broker"))
}

#[tokio::main]
async fn main() {
    let options = ConnectOptions::new().clean_start();
    let mut first_socket = transport().await;
    let mut first_buffer = AllocBuffer;
    let mut first = Mqtt::new(&mut first_buffer);
    let id = MqttString::try_from("hopper-5").expect("a short id");
    first.connect(&mut first_socket, &options, Some(id)).await.expect("connected");
    drop(first);

    let mut second_socket = transport().await;
    let mut second_buffer = AllocBuffer;
    let mut second = Mqtt::new(&mut second_buffer);
    let id = MqttString::try_from("hopper-5").expect("a short id");
    second.connect(&mut second_socket, &options, Some(id)).await.expect("connected"); //~ MISSING: kept_while_open -- the transport is the caller's, and of what is lent to a client nothing is known
    drop(first_socket);
}
