//! Functions that a macro makes connect under their own names; one is called while its last client is open.
//! Source: a project's own `macro_rules!`; broker row paho a1.
#![allow(unused)]

use paho_mqtt::{AsyncClient, CreateOptionsBuilder};

fn connect(id: &str) -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id(id)
        .create_client()?;
    client.connect(None).wait()?; //~ connect_while_open
    Ok(client)
}

macro_rules! stations {
    ($($name:ident),* $(,)?) => {
        $(fn $name() -> paho_mqtt::Result<AsyncClient> {
            connect(concat!("plant-", stringify!($name)))
        })*
    };
}

stations! { fan, pump }

fn main() -> paho_mqtt::Result<()> {
    let all = (fan()?, pump()?, fan()?);
    println!("{}", all.0.is_connected());
    Ok(())
}
