//! The crate under another name, a re-export, a type alias: their drop closes like that of the types that they stand for.
//! Source: aliases and re-exports (51 of 262 real sites); broker row paho c2.
#![allow(unused)]

use paho_mqtt as mqtt;

mod transport {
    pub use paho_mqtt::*;
}

type Link = transport::AsyncClient;

fn connect() -> mqtt::Result<Link> {
    let client = transport::CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("fan-20")
        .create_client()?;
    client.connect(None).wait()?;
    Ok(client)
}

fn main() -> mqtt::Result<()> {
    let telemetry: Link = connect()?;
    println!("{}", telemetry.is_connected());
    std::thread::sleep(std::time::Duration::from_secs(60));
    drop(telemetry);
    let alarms: Link = connect()?;
    println!("{}", alarms.is_connected());
    Ok(())
}
