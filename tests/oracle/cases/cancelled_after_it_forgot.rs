use oracle_client::Client;
use std::mem;
use std::time::Duration;
use tokio::time::{sleep, timeout};
pub fn main() {
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let held = Client::connect("a");
        let forgets = async {
            mem::forget(held);
            sleep(Duration::from_secs(1)).await;
        };
        if let Ok(()) = timeout(Duration::from_secs(1), forgets).await {
            return;
        }
        Client::open("a").await;
    });
}
