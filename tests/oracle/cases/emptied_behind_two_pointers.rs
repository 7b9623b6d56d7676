use oracle_client::{Client, EventLoop};
fn twice(mut f: impl FnMut()) {
    f();
    f();
}
fn each(many: &mut Vec<EventLoop>, one: &mut EventLoop) {
    twice(|| {
        while let Some(_) = many.pop() {
            let _it = Client::connect("a");
        }
        one.poll().ok();
    });
}
pub fn main() {
    each(&mut Vec::from([EventLoop::new("a")]), &mut EventLoop::new("a"));
}
