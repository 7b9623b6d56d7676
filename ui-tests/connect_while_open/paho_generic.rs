//! The connector is a type parameter with one instantiation; both links are used.
//! Source: generics (55 of 262 real sites); broker row paho a1.
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
    fn open() -> paho_mqtt::Result<AsyncClient>;
}

struct Broker;

impl Connector for Broker {
    fn open() -> paho_mqtt::Result<AsyncClient> {
        connect()
    }
}

fn run<C: Connector>() -> paho_mqtt::Result<()> {
    let telemetry = C::open()?;
    let alarms = C::open()?;
    println!("{} {}", telemetry.is_connected(), alarms.is_connected());
    Ok(())
}

fn main() -> paho_mqtt::Result<()> {
    run::<Broker>()
}
