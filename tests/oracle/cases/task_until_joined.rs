use oracle_client::{Client, EventLoop, Refused, Shared, cond};
use std::time::Duration;
use tokio::time::sleep;
pub fn main() {
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let task = tokio::spawn(async move {
            let mut events = EventLoop::new("a");
            while events.turn().await.is_ok() {}
        });
        sleep(Duration::from_secs(1)).await;
        Client::open("a").await;
        if cond() {
            task.abort();
        }
        let _ = task.await;
        Client::open("a").await;
    });
}
