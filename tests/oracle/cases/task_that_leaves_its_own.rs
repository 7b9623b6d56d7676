use oracle_client::{Client, EventLoop};
async fn tries() {
    while let Some(()) = Client::connect("b").peek() {}
}
pub fn main() {
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let events = EventLoop::new("a");
        let outer = tokio::spawn(async move {
            tokio::spawn(async move {
                let mut events = events;
                while events.turn().await.is_ok() {}
            });
            tries().await;
        });
        let _ = outer.await;
        Client::connect("a");
    });
}
