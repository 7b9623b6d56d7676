//! Connects in a helper, with the client id of bin_valve_a_closed.
//! Source: identities across binaries of one workspace.
#![allow(unused)]

use rumqttc::{AsyncClient, ConnectionError, EventLoop, MqttOptions};

async fn first_event(eventloop: &mut EventLoop) -> Result<(), ConnectionError> {
    eventloop.poll().await?; //~ duplicate_identity
    Ok(())
}

#[tokio::main]
async fn main() {
    let options = MqttOptions::new("valve", "broker.plant.example", 1883);
    let (_client, mut eventloop) = AsyncClient::new(options, 10);
    if let Err(error) = first_event(&mut eventloop).await {
        eprintln!("{error}");
    }
}
