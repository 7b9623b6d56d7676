//! The connector is a trait object with one implementor; both links are used.
//! Source: trait objects (55 of 262 real sites); broker row paho a1.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("fan-2")
        .create_client()?;
    client.connect(ConnectOptions::new()).wait()?; //~ connect_while_open
    Ok(client)
}

trait Connector {
    fn open(&self) -> paho_mqtt::Result<AsyncClient>;
}

struct Broker;

impl Connector for Broker {
    fn open(&self) -> paho_mqtt::Result<AsyncClient> {
        connect()
    }
}

fn run(connector: &dyn Connector) -> paho_mqtt::Result<()> {
    let telemetry = connector.open()?;
    let alarms = connector.open()?;
    println!("{} {}", telemetry.is_connected(), alarms.is_connected());
    Ok(())
}

fn main() -> paho_mqtt::Result<()> {
    run(&Broker)
}
