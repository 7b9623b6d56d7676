//! The crate under another name, a re-export, a type alias: the same types.
//! Source: aliases and re-exports (51 of 262 real sites); broker row paho a1.
#![allow(unused)]

use paho_mqtt as mqtt;

mod transport {
    pub use paho_mqtt::*;
}

type Link = transport::AsyncClient;

fn connect() -> mqtt::Result<Link> {
    let client = transport::CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("fan-2")
        .create_client()?;
    client.connect(None).wait()?; //~ connect_while_open
    Ok(client)
}

fn main() -> mqtt::Result<()> {
    let telemetry = connect()?;
    let alarms = connect()?;
    println!("{} {}", telemetry.is_connected(), alarms.is_connected());
    Ok(())
}
