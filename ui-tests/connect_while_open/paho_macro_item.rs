//! A macro makes a type with a function that connects; two of them have one identity.
//! Source: a project's own `macro_rules!`; broker row paho a1.
#![allow(unused)]

use paho_mqtt::{AsyncClient, CreateOptionsBuilder};

macro_rules! station {
    ($name:ident, $id:literal) => {
        struct $name {
            client: AsyncClient,
        }

        impl $name {
            fn open() -> paho_mqtt::Result<Self> {
                let client = CreateOptionsBuilder::new()
                    .server_uri("mqtt://broker.plant.example:1883")
                    .client_id($id)
                    .create_client()?;
                client.connect(None).wait()?;
                Ok($name { client })
            }
        }
    };
}

station!(Fan, "fan-2");
station!(Pump, "pump-1");
station!(Alarm, "fan-2"); //~ connect_while_open

fn main() -> paho_mqtt::Result<()> {
    let fan = Fan::open()?;
    let pump = Pump::open()?;
    let alarm = Alarm::open()?;
    println!("{}", fan.client.is_connected() && pump.client.is_connected() && alarm.client.is_connected());
    Ok(())
}
