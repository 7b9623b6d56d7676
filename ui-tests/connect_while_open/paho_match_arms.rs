//! Each arm opens once; only one of them runs.
//! Source: classic false positive (match arms that each open once).
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptionsBuilder, CreateOptionsBuilder};
use std::time::Duration;

fn main() -> paho_mqtt::Result<()> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("gateway-5")
        .create_client()?;
    let backup = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("gateway-5")
        .create_client()?;
    match std::env::args().nth(1).as_deref() {
        Some("fast") => {
            let options = ConnectOptionsBuilder::new().keep_alive_interval(Duration::from_secs(5)).finalize();
            client.connect(options).wait()?;
        }
        Some("backup") => {
            backup.connect(None).wait()?;
        }
        _ => {
            client.connect(None).wait()?;
        }
    }
    std::thread::sleep(Duration::from_secs(60));
    Ok(())
}
