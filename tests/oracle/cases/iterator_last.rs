use oracle_client::{Client, EventLoop, Shared};
use std::sync::{Arc, Mutex};
static OTHER: &str = "b";
macro_rules! all {
    ($($id:expr),*) => {
        vec![$(Client::connect($id)),*]
    };
}
pub fn main() {
    let mut c5 = all!["a", "b"];
    let c6: (Client, Option<Shared>, Arc<Mutex<Option<Client>>>) = (
        Client::connect("a"),
        None,
        Arc::new(Mutex::new(c5.into_iter().last())),
    );
    let mut last = EventLoop::new(OTHER);
    last.poll();
}
