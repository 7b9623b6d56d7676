//! A macro makes functions that connect under their own names: no two are the same.
//! Source: a project's own `macro_rules!`; broker row paho a1.
#![allow(unused)]

use paho_mqtt::{AsyncClient, CreateOptionsBuilder};

fn connect(id: &str) -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id(id)
        .create_client()?;
    client.connect(None).wait()?;
    Ok(client)
}

macro_rules! stations {
    ($($name:ident),* $(,)?) => {
        $(fn $name() -> paho_mqtt::Result<AsyncClient> {
            connect(concat!("plant-", stringify!($name)))
        })*
    };
}

stations! { fan, pump, alarm }

fn main() -> paho_mqtt::Result<()> {
    let all = (fan()?, pump()?, alarm()?);
    println!("{}", all.0.is_connected());
    Ok(())
}
