use oracle_client::Client;
use std::sync::{Arc, Mutex};
pub fn main() {
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let slot = Arc::new(Mutex::new(Some(Client::connect("a"))));
        let task = tokio::spawn(async move {
            let _held = slot;
        });
        Client::connect("a");
        let _ = task.await;
    });
}
