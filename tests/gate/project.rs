//! Projects with findings, for all tests.

use crate::support::Tree;

pub(crate) const MANIFEST: &str = "\
[package]
name = \"device\"
version = \"0.1.0\"
edition = \"2021\"

[dependencies]
paho-mqtt = \"0.13\"
";

/// Two findings: `overwrite_while_open` in `Device::reconnect`, `connect_while_open` in `main`.
pub(crate) const MAIN: &str = "\
mod link;

fn main() -> paho_mqtt::Result<()> {
    let first = link::connect()?;
    let mut device = link::Device {
        client: link::connect_as(\"pump-7\")?,
    };
    device.reconnect()?;
    let second = link::connect()?;
    println!(\"{} {}\", first.is_connected(), second.is_connected());
    Ok(())
}
";

/// The module that connects.
pub(crate) const LINK: &str = "\
use paho_mqtt::{Client, ConnectOptions, CreateOptionsBuilder};

pub struct Device {
    pub client: Client,
}

pub fn connect_as(id: &str) -> paho_mqtt::Result<Client> {
    let options = CreateOptionsBuilder::new()
        .server_uri(\"tcp://hub:1883\")
        .client_id(id)
        .finalize();
    let client = Client::new(options)?;
    client.connect(ConnectOptions::new())?;
    Ok(client)
}

pub fn connect() -> paho_mqtt::Result<Client> {
    let options = CreateOptionsBuilder::new()
        .server_uri(\"tcp://hub:1883\")
        .client_id(\"fan-2\")
        .finalize();
    let client = Client::new(options)?;
    client.connect(ConnectOptions::new())?;
    Ok(client)
}

impl Device {
    pub fn reconnect(&mut self) -> paho_mqtt::Result<()> {
        self.client = connect_as(\"pump-7\")?;
        Ok(())
    }
}
";

/// The project with its two findings.
pub(crate) fn device() -> Tree {
    Tree::new(&[
        ("Cargo.toml", MANIFEST),
        ("src/main.rs", MAIN),
        ("src/link.rs", LINK),
    ])
}
