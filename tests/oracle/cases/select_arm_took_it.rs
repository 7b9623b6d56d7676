use oracle_client::{Client, EventLoop, Refused, Shared, cond};
use std::time::Duration;
use tokio::time::sleep;
pub fn main() {
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let held = Client::connect("a");
        tokio::select! {
            _ = async { sleep(Duration::from_secs(1)).await; drop(held); Client::connect("a"); } => {}
            _ = async { sleep(Duration::from_secs(1)).await; } => { Client::connect("a"); }
        }
    });
}
