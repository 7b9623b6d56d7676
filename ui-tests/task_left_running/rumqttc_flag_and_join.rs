//! The thread ends on a flag, and is joined before the next one starts.
//! Source: taxonomy T7, the look-alike; broker row rumqttc s4.
#![allow(unused)]

use rumqttc::{Client, MqttOptions};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

fn start(stop: Arc<AtomicBool>) -> (Client, JoinHandle<()>) {
    let options = MqttOptions::new("bridge-1", "broker.plant.example", 1883);
    let (client, mut connection) = Client::new(options, 10);
    let receiving = thread::spawn(move || {
        while !stop.load(Ordering::Relaxed) {
            if let Ok(event) = connection.recv_timeout(Duration::from_secs(1)) {
                println!("{event:?}");
            }
        }
    });
    (client, receiving)
}

fn main() {
    let stop = Arc::new(AtomicBool::new(false));
    let (client, receiving) = start(stop.clone());
    thread::sleep(Duration::from_secs(3600));
    stop.store(true, Ordering::Relaxed);
    receiving.join().expect("the thread panicked");

    let stop = Arc::new(AtomicBool::new(false));
    let (client, receiving) = start(stop.clone());
    receiving.join().expect("the thread panicked");
}
