use oracle_client::{Client, Refused, Shared, cond};
use std::cell::RefCell;
use std::mem::ManuallyDrop;
pub fn main() {
    loop {
        RefCell::new(ManuallyDrop::new(Client::connect("a"))).into_inner();
    }
}
