//! mqttrust: two stacks of one id run side by side, each over its own modem.
#![allow(unused)]

use embassy_sync::blocking_mutex::raw::NoopRawMutex;
use embedded_io_adapters::tokio_1::FromTokio;
use embedded_nal_async::TcpConnect;
use mqttrust::transport::embedded_nal::NalTransport;
use mqttrust::{Config, IpBroker, MqttStack, State};
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::timeout;

/// The board's modem, which knows the way to the broker.
struct Modem;

impl TcpConnect for Modem {
    type Error = std::io::Error;
    type Connection<'a> = FromTokio<TcpStream>;

    async fn connect<'a>(&'a self, _: SocketAddr) -> Result<Self::Connection<'a>, Self::Error> {
        Ok(FromTokio::new(TcpStream::connect("broker.plant.example:1883").await?))
    }
}

fn broker() -> IpBroker {
    IpBroker::new(Ipv4Addr::new(10, 0, 0, 7), 8883)
}

fn config(id: &str) -> Config<'static> {
    Config::builder().client_id(id.try_into().expect("a short id")).build()
}

#[tokio::main]
async fn main() {
    let mut first_state = State::<NoopRawMutex, 1024, 1024>::new();
    let mut second_state = State::<NoopRawMutex, 1024, 1024>::new();
    let (mut first, telemetry) = mqttrust::new(&mut first_state, config("hopper-1"));
    let (mut second, commands) = mqttrust::new(&mut second_state, config("hopper-1"));
    let mut north = NalTransport::new(&Modem, broker());
    let mut south = NalTransport::new(&Modem, broker());
    tokio::join!(
        first.run(&mut north),
        second.run(&mut south), //~ connect_while_open
    );
}
