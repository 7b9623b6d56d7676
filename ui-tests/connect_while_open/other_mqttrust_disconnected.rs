//! mqttrust: the stack is stopped and disconnected before the next one runs.
#![allow(unused)]

use embassy_sync::blocking_mutex::raw::NoopRawMutex;
use embedded_io_adapters::tokio_1::FromTokio;
use mqttrust::transport::Transport;
use mqttrust::{Config, ConnectionError, MqttStack, State, StateError};
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::timeout;

/// What a board's modem driver would give.
#[derive(Default)]
struct Modem {
    socket: Option<FromTokio<TcpStream>>,
}

impl Transport for Modem {
    type Socket = FromTokio<TcpStream>;

    async fn connect(&mut self) -> Result<(), ConnectionError> {
        let stream = TcpStream::connect("broker.plant.example:1883").await;
        self.socket = Some(FromTokio::new(stream.map_err(|_| ConnectionError::InvalidAddress)?));
        Ok(())
    }

    fn disconnect(&mut self) -> Result<(), ConnectionError> {
        self.socket = None;
        Ok(())
    }

    fn is_connected(&self) -> bool {
        self.socket.is_some()
    }

    fn socket(&mut self) -> Result<&mut Self::Socket, StateError> {
        self.socket.as_mut().ok_or(StateError::Disconnected)
    }
}

fn config(id: &str) -> Config<'static> {
    Config::builder().client_id(id.try_into().expect("a short id")).build()
}

#[tokio::main]
async fn main() {
    let mut modem = Modem::default();
    let mut state = State::<NoopRawMutex, 1024, 1024>::new();
    let (mut stack, client) = mqttrust::new(&mut state, config("hopper-1"));
    let _ = timeout(Duration::from_secs(1), stack.run(&mut modem)).await;
    let _ = stack.disconnect(&mut modem).await;

    let mut state = State::<NoopRawMutex, 1024, 1024>::new();
    let (mut stack, client) = mqttrust::new(&mut state, config("hopper-1"));
    stack.run(&mut modem).await;
}
