//! A synchronous client on a thread, with the client id of bin_silo_a_config.
//! Source: identities across binaries of one workspace.
#![allow(unused)]

use rumqttc::{Client, MqttOptions};

fn main() {
    let watching = std::thread::spawn(|| {
        let options = MqttOptions::new("silo", "broker.plant.example", 1883);
        let (_client, mut connection) = Client::new(options, 10);
        for event in connection.iter() { //~ duplicate_identity
            println!("{event:?}");
        }
    });
    let _ = watching.join();
}
