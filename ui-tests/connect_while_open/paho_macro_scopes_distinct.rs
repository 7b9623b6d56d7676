//! Macros that connect, by the order of the text and by path, for two identities.
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

#[macro_use]
mod macros {
    macro_rules! open {
        ($id:expr) => { crate::connect($id) };
    }
    macro_rules! by_path {
        ($id:expr) => { $crate::connect($id) };
    }
    pub(crate) use by_path;
}

mod plant {
    pub fn run() -> paho_mqtt::Result<()> {
        let first = open!("fan-2")?;
        let second = crate::macros::by_path!("fan-3")?;
        println!("{}", first.is_connected() && second.is_connected());
        Ok(())
    }
}

fn main() -> paho_mqtt::Result<()> {
    plant::run()
}
