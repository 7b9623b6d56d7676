//! What waits in a channel comes out in order, also where a callee receives several.
use oracle_client::{Client, EventLoop};
pub fn main() {
    let (tx, rx) = std::sync::mpsc::channel::<Client>();
    let f = || {
        tx.send(Client::connect("b")).unwrap();
        for _ in 0..2 {
            tx.send(Client::connect("a")).unwrap();
            drop(rx.recv());
        }
    };
    f();
    f();
    let mut events = EventLoop::new("b");
    let _ = events.poll();
}
