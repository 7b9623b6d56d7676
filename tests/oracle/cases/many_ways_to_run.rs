use oracle_client::{Client, cond};
use std::mem;
pub fn main() {
    let _ = std::thread::spawn(move || -> () {
            if cond() {
                Client::connect("b").ping();
            } else {
                mem::forget(Client::connect("a"));
            }
            while let Some(()) = Client::connect("c").peek() {}
        })
        .join();
    Client::connect("a");
}
