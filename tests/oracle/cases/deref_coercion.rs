use oracle_client::Client;
use std::sync::{Arc, Mutex};
fn renew(slot: &Mutex<Option<Client>>) {
    *slot.lock().unwrap() = Some(Client::connect("a"));
}
pub fn main() {
    let slot = Arc::new(Mutex::new(None));
    renew(&slot);
    renew(&slot);
}
