use oracle_client::Client;
use std::sync::Mutex;
pub fn main() {
    let slot = Mutex::new(Some(Client::connect("a")));
    let _client = slot.into_inner().unwrap();
    Client::connect("a");
}
