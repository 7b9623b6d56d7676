use oracle_client::{Client, EventLoop, Refused, Shared, cond};
use std::time::Duration;
use tokio::time::sleep;
pub fn main() {
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let mut slot = None;
        let begun = async {
            slot = Some(Client::open("a").await);
            sleep(Duration::from_secs(1)).await;
            slot = None;
        };
        let _ = tokio::time::timeout(Duration::from_secs(1), begun).await;
        Client::open("a").await;
        drop(slot);
        let held = async {
            let _held = Client::open("b").await;
            sleep(Duration::from_secs(1)).await;
        };
        let _ = tokio::time::timeout(Duration::from_secs(1), held).await;
        Client::open("b").await;
    });
}
