use oracle_client::{Client, EventLoop, Refused, Shared, cond};
use std::time::Duration;
use tokio::time::sleep;
async fn held(identity: &str) {
    let held = Client::open(identity).await;
    sleep(Duration::from_secs(1)).await;
    held.ping();
}
pub fn main() {
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        tokio::select! {
            _ = held("a") => {}
            _ = held("a") => {}
        }
        tokio::select! {
            _ = held("b") => { Client::open("b").await; }
            _ = held("c") => { Client::open("c").await; }
        }
    });
}
