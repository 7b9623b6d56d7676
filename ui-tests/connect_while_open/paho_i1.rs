//! No client id: the broker assigns one to each connection.
//! Truth table paho i1: no takeover.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions};

fn main() -> paho_mqtt::Result<()> {
    let sensor = AsyncClient::new("mqtt://broker.plant.example:1883")?;
    sensor.connect(ConnectOptions::new()).wait()?;
    let actuator = AsyncClient::new("mqtt://broker.plant.example:1883")?;
    actuator.connect(ConnectOptions::new()).wait()?;
    println!("{} {}", sensor.client_id(), actuator.client_id());
    Ok(())
}
