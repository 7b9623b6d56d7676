//! What stands in strings and documentation is no comment.
//! Source: the tool's own rules for suppressions; broker row paho b1.
#![allow(unused)]

use paho_mqtt::{Client, ConnectOptions, CreateOptionsBuilder};

fn create(id: &str) -> paho_mqtt::Result<Client> {
    let options = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id(id)
        .finalize();
    Client::new(options)
}

/// // double-connect: allow(nothing)
///
/// double-connect: allow(nothing)
fn main() -> paho_mqtt::Result<()> {
    let text = "// double-connect: allow(nothing)";
    let raw = r#"
        // double-connect: allow(nothing)
    "#;
    println!("{text} {raw} // double-connect: allow(nothing) {}", "/* double-connect: allow(nothing) */");
    Ok(())
}
