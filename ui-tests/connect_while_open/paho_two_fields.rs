//! Two fields of one struct, each with its own connection of the same identity.
//! Source: taxonomy T2; broker row paho a1.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder, Message, QOS_1};

struct Gateway {
    uplink: AsyncClient,
    downlink: AsyncClient,
}

fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("gateway-5")
        .create_client()?;
    client.connect(ConnectOptions::new()).wait()?; //~ connect_while_open
    Ok(client)
}

impl Gateway {
    fn new() -> paho_mqtt::Result<Self> {
        Ok(Self {
            uplink: connect()?,
            downlink: connect()?,
        })
    }
}

fn main() -> paho_mqtt::Result<()> {
    let gateway = Gateway::new()?;
    gateway.uplink.publish(Message::new("up", "1", QOS_1)).wait()?;
    gateway.downlink.subscribe("down", QOS_1).wait()?;
    Ok(())
}
