//! The connector is a type parameter; the first link is dropped before it is asked for another one.
//! Source: generics (55 of 262 real sites); broker row paho c2.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("fan-23")
        .create_client()?;
    client.connect(ConnectOptions::new()).wait()?;
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
    println!("{}", telemetry.is_connected());
    std::thread::sleep(std::time::Duration::from_secs(60));
    drop(telemetry);
    let alarms = C::open()?;
    println!("{}", alarms.is_connected());
    Ok(())
}

fn main() -> paho_mqtt::Result<()> {
    run::<Broker>()
}
