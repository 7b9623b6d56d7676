//! Edition 2021
//! Whoever joins a thread that gives what it has leaked or shared waits for that, whatever loops there were in it.

use oracle_client::{Client, Shared, cond};
use std::mem::ManuallyDrop;

pub fn main() {
    let _leaked: ManuallyDrop<Shared> = std::thread::spawn(move || -> ManuallyDrop<Shared> {
        while let Some(()) = Client::connect("a").peek() {
            if cond() {
                break;
            }
        }
        loop {
            if cond() {
                break ManuallyDrop::new(Shared::connect("a"));
            }
        }
    })
    .join()
    .unwrap();
    let _again = Client::connect("a");
}
