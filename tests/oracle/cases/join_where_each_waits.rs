use oracle_client::{Client, EventLoop, Refused, Shared, cond};
use std::time::Duration;
use tokio::time::sleep;
pub fn main() {
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let first = async {
            let held = Client::open("a").await;
            sleep(Duration::from_secs(1)).await;
            held.ping();
        };
        let second = async {
            sleep(Duration::from_secs(1)).await;
            Client::open("a").await;
        };
        let _ = tokio::join!(first, second);
        let brief = async {
            drop(Client::open("b").await);
            sleep(Duration::from_secs(1)).await;
        };
        let later = async {
            sleep(Duration::from_secs(1)).await;
            Client::open("b").await;
        };
        let _ = tokio::join!(brief, later);
    });
}
