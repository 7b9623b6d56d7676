use oracle_client::{Client, EventLoop, Refused, Shared, cond};
use std::time::Duration;
use tokio::time::sleep;
pub fn main() {
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let held = tokio::spawn(async move { Shared::connect("a") }).await.unwrap();
        Client::connect("a");
        drop(held);
        Client::connect("a");
    });
}
