//! mqttrust: `run` is given a time; cancelled, it leaves its connection in the modem, and a second stack runs over another one.
//! Source: mqttrust, what a drop does.
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
    let mut modem = NalTransport::new(&Modem, broker());
    let mut state = State::<NoopRawMutex, 1024, 1024>::new();
    let (mut first, client) = mqttrust::new(&mut state, config("hopper-11"));
    let _ = timeout(Duration::from_secs(1), first.run(&mut modem)).await;

    let mut spare = NalTransport::new(&Modem, broker());
    let mut state = State::<NoopRawMutex, 1024, 1024>::new();
    let (mut second, client) = mqttrust::new(&mut state, config("hopper-11"));
    second.run(&mut spare).await; //~ MISSING: connect_while_open -- the connection lives in the transport, and a cancelled `run` is taken for one that has closed it
    drop((modem, first));
}
