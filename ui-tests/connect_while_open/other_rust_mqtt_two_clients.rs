//! rust-mqtt: two connected clients of one id, each with a transport of its own.
//! Scenario table, rust-mqtt: two live in scope: takeover.
#![allow(unused)]

use embedded_io_adapters::tokio_1::FromTokio;
use rust_mqtt::buffer::AllocBuffer;
use rust_mqtt::client::options::ConnectOptions;
use rust_mqtt::client::Client;
use rust_mqtt::types::MqttString;
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
    let id = MqttString::try_from("hopper-1").expect("a short id");
    first.connect(transport().await, &options, Some(id)).await.expect("connected");

    let mut second_buffer = AllocBuffer;
    let mut second = Mqtt::new(&mut second_buffer);
    let id = MqttString::try_from("hopper-1").expect("a short id");
    second.connect(transport().await, &options, Some(id)).await.expect("connected"); //~ connect_while_open
    drop((first, second));
}
