use oracle_client::{Client, EventLoop, Refused, Sender, Shared, cond};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
const DEVICE: &str = "a";
pub fn main() {
    let mut c8: HashMap<&'static str, Shared> = HashMap::<&'static str, Shared>::new();
    c8.insert("k", Shared::connect("a"));
    match c8.entry("k") {
        Entry::Occupied(mut it) => {
            it.insert(Shared::connect("b"));
        }
        Entry::Vacant(it) => {}
    }
    Shared::connect(DEVICE);
}
