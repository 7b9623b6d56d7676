use oracle_client::{Client, EventLoop, Refused, Shared, cond};
use std::time::Duration;
use tokio::time::sleep;
async fn turn() {
    let mut events = EventLoop::new("a");
    let _ = events.poll();
    let it = async { events };
    let mut events = it.await;
    events.clean();
    sleep(Duration::from_secs(1)).await;
    Client::connect("a");
}
pub fn main() {
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        tokio::select! {
            _ = async { sleep(Duration::from_secs(1)).await; turn().await; } => {}
            _ = async { sleep(Duration::from_secs(1)).await; } => {}
        }
    });
}
