//! rust-mqtt: a second `connect` of one client panics where overflow and the like are checked, and otherwise drops the first
//! transport before its own CONNECT goes out.
//! Scenario table, rust-mqtt: connect twice on one handle.
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
    let mut buffer = AllocBuffer;
    let mut client = Mqtt::new(&mut buffer);
    for _ in 0..2 {
        let id = MqttString::try_from("hopper-2").expect("a short id");
        let connected = client.connect(transport().await, &options, Some(id)).await;
        println!("{}", connected.is_ok());
    }
}
