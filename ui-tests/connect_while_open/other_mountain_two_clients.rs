//! mountain-mqtt: two clients of one id over two streams.
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
    let settings = ConnectionSettings::unauthenticated("hopper-1");
    let (mut first, mut second) = ([0; 1024], [0; 1024]);
    let mut telemetry = ClientNoQueue::new(stream().await, &mut first, TokioDelay, 5000, Ignore);
    let mut commands = ClientNoQueue::new(stream().await, &mut second, TokioDelay, 5000, Ignore);
    telemetry.connect(&settings).await.expect("connected");
    commands.connect(&settings).await.expect("connected"); //~ connect_while_open
    sleep(Duration::from_secs(60)).await;
    let _ = (telemetry.send_ping().await, commands.send_ping().await);
}
