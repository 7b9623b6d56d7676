use oracle_client::{Client, EventLoop};
pub fn main() {
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let outer = tokio::spawn(async {
            let mut events = EventLoop::new("a");
            let inner = tokio::spawn(async move {
                loop {
                    let _ = events.turn().await;
                }
            });
            inner.abort();
            let _ = inner.await;
        });
        let _ = outer.await;
        Client::open("a").await;
    });
}
