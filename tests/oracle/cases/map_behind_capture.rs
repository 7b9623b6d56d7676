use oracle_client::Client;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
fn twice(mut f: impl FnMut()) {
    f();
}
pub fn main() {
    let mut c8: HashMap<&'static str, Client> = (
        HashMap::from([("k", Client::connect("a"))]),
        "a",
    )
        .0;
    c8.remove("k");
    match c8.entry("k") {
        Entry::Occupied(it) => {}
        Entry::Vacant(it) => {
            it.insert(Client::connect("b"));
        }
    }
    twice(|| {
        c8.insert("k", Client::connect("a"));
        Client::connect("b");
    });
}
