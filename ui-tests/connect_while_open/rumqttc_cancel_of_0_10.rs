//! rumqttc 0.10: `cancel` ends a poll with an error, and the socket is gone with it.
//! Source: rumqttc, what closes.
#![allow(unused)]

use rumqttc_010::{Client, Connection, MqttOptions};

fn pair() -> (Client, Connection) {
    let options = MqttOptions::new("valve-41", "broker.plant.example", 1883);
    Client::new(options, 10)
}

fn main() {
    let (mut first, mut old) = pair();
    let mut canceller = first.clone();
    for notification in old.iter() {
        match notification {
            Ok(_) => {
                let _ = canceller.cancel();
            }
            Err(error) => {
                eprintln!("{error}");
                break;
            }
        }
    }
    let (second, mut new) = pair();
    for notification in new.iter().take(1) {
        println!("{}", notification.is_ok());
    }
}
