use oracle_client::{Client, EventLoop, Refused, Sender, Shared, cond};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
const DEVICE: &str = "a";
pub fn main() {
    let mut c13: HashMap<&'static str, Client> = HashMap::from([
        ("k", Client::connect("a")),
    ]);
    match c13.entry("k") {
        Entry::Occupied(it) => {
            it.remove();
            Client::connect(Some(DEVICE).unwrap());
        }
        Entry::Vacant(it) => {}
    }
}
