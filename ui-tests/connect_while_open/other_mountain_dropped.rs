//! mountain-mqtt: the client ends with its block, and its stream with it.
#![allow(unused)]

use mountain_mqtt::client::{Client, ClientNoQueue, ClientReceivedEvent, ConnectionSettings, EventHandler, EventHandlerError};
use mountain_mqtt::tokio::{ConnectionTcpStream, TokioDelay};
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::sleep;

struct Ignore;

impl EventHandler<4> for Ignore {
    async fn handle_event(&mut self, _: ClientReceivedEvent<'_, 4>) -> Result<(), EventHandlerError> {
        Ok(())
    }
}

async fn stream() -> ConnectionTcpStream {
    ConnectionTcpStream::new(TcpStream::connect("broker.plant.example:1883").await.expect("a broker"))
}

#[tokio::main]
async fn main() {
    for _ in 0..2 {
        let settings = ConnectionSettings::unauthenticated("hopper-1");
        let mut buffer = [0; 1024];
        let mut client = ClientNoQueue::new(stream().await, &mut buffer, TokioDelay, 5000, Ignore);
        client.connect(&settings).await.expect("connected");
        client.send_ping().await.expect("sent");
    }
}
