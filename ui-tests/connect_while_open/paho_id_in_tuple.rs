//! URI and identity as the tuple that `AsyncClient::new` takes.
//! Source: paho, identity of the constructor; broker row paho a1.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder};

fn main() -> paho_mqtt::Result<()> {
    let telemetry = AsyncClient::new(("mqtt://broker.plant.example:1883", "fan-2"))?;
    telemetry.connect(ConnectOptions::new()).wait()?;
    let alarms = AsyncClient::new(("mqtt://broker.plant.example:1883", "fan-2"))?;
    alarms.connect(ConnectOptions::new()).wait()?; //~ connect_while_open
    println!("{} {}", telemetry.is_connected(), alarms.is_connected());
    Ok(())
}
