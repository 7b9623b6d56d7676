use oracle_client::Client;
use std::time::Duration;
use tokio::time::sleep;
pub fn main() {
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        tokio::select! {
            _ = async {
                let first = async { Client::open("a").await };
                let second = async { sleep(Duration::from_secs(1)).await; Client::open("b").await };
                let _ = tokio::join!(first, second);
            } => {}
            _ = async { sleep(Duration::from_secs(1)).await; } => {}
        }
        Client::connect("a");
    });
}
