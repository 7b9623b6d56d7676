//! Two connectors behind one trait, each of a device of its own; both links are used.
//! Source: trait objects (55 of 262 real sites).
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

fn connect(id: &str) -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id(id)
        .create_client()?;
    client.connect(ConnectOptions::new()).wait()?;
    Ok(client)
}

trait Connector {
    fn open(&self) -> paho_mqtt::Result<AsyncClient>;
}

struct Intake;

impl Connector for Intake {
    fn open(&self) -> paho_mqtt::Result<AsyncClient> {
        connect("fan-21")
    }
}

struct Exhaust;

impl Connector for Exhaust {
    fn open(&self) -> paho_mqtt::Result<AsyncClient> {
        connect("fan-22")
    }
}

fn run(connectors: &[&dyn Connector; 2]) -> paho_mqtt::Result<()> {
    let intake = connectors[0].open()?;
    let exhaust = connectors[1].open()?;
    println!("{} {}", intake.is_connected(), exhaust.is_connected());
    Ok(())
}

fn main() -> paho_mqtt::Result<()> {
    run(&[&Intake, &Exhaust])
}
