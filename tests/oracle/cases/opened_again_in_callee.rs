//! A function that loses the connection of an event loop and polls on opens one, even if it came in open.
use oracle_client::{Client, EventLoop};
fn twice(mut f: impl FnMut()) {
    f();
    f();
}
fn again(it: &mut EventLoop) {
    it.poll().ok();
    it.poll().ok();
}
pub fn main() {
    let _c = Client::connect("a");
    let mut e = EventLoop::new("a");
    if e.poll().is_ok() {
        again(&mut e);
        twice(|| {
            e.poll().ok();
        });
    }
}
