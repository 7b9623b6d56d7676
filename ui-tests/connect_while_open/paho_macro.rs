//! A macro of the project's own makes the connect; it is expanded twice.
//! Source: a project's own `macro_rules!`; broker row paho a1.
#![allow(unused)]

use paho_mqtt::{AsyncClient, CreateOptionsBuilder};

macro_rules! open {
    ($id:expr) => {{
        let client = CreateOptionsBuilder::new()
            .server_uri("mqtt://broker.plant.example:1883")
            .client_id($id)
            .create_client()?;
        client.connect(None).wait()?;
        client
    }};
}

fn main() -> paho_mqtt::Result<()> {
    let telemetry: AsyncClient = open!("fan-2");
    let alarms: AsyncClient = open!("fan-2"); //~ connect_while_open
    println!("{} {}", telemetry.is_connected(), alarms.is_connected());
    Ok(())
}
