use oracle_client::{Client, EventLoop, Refused, Shared, cond};
use std::time::Duration;
use tokio::time::sleep;
pub fn main() {
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let first = async {
            sleep(Duration::from_secs(1)).await;
            sleep(Duration::from_secs(1)).await;
            Client::connect("a");
        };
        let second = async {
            sleep(Duration::from_secs(1)).await;
            Client::open("a").await
        };
        let (_, _second) = tokio::join!(first, second);
    });
}
