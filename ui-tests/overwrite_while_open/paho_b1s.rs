//! The same with the sync client.
//! Truth table paho b1s: takeover.
#![allow(unused)]

use paho_mqtt::{Client, ConnectOptions, CreateOptionsBuilder, Message, QOS_1};

struct Publisher {
    client: Client,
}

fn connect() -> paho_mqtt::Result<Client> {
    let create_options = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("press-4")
        .finalize();
    let client = Client::new(create_options)?;
    client.connect(ConnectOptions::new())?; //~ overwrite_while_open
    Ok(client)
}

fn main() -> paho_mqtt::Result<()> {
    let mut publisher = Publisher { client: connect()? };
    let message = Message::new("press/strokes", "4711", QOS_1);
    publisher.client.publish(message)?;
    publisher.client = connect()?;
    println!("connected: {}", publisher.client.is_connected());
    Ok(())
}
