use oracle_client::{Client, cond};
use std::mem::ManuallyDrop;
fn helper1() -> Client {
    if cond() {
        helper1();
    }
    match 2 {
        1..=3 => {
            ManuallyDrop::new(Client::connect("a"));
        }
        _ => {}
    }
    Client::connect("a")
}
pub fn main() {
    helper1();
    helper1();
    Client::connect("a");
}
