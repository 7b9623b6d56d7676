//! A function that reaches a connect only through the `Drop` of what it makes is followed.
use oracle_client::{Client, EventLoop, Refused, Sender, Shared, cond};
use std::mem;
use std::mem::ManuallyDrop;
const DEVICE: &str = "a";
static OTHER: &str = "b";
struct Defer(&'static str);
impl Drop for Defer {
    fn drop(&mut self) {
        let _it = Client::connect(self.0);
    }
}
fn helper1(p1: &mut Option<Shared>) -> bool {
    loop {
        {
            let _guard2 = Defer("a");
            match (p1.take(), cond()) {
                (Some(c3), true) => {
                }
                (None, true) => {}
                (_, false) => {}
            }
        }
        if cond() {
            break;
        }
    }
    if cond() {
        helper1(p1);
    }
    !(cond())
}
pub fn main() {
    let c = Client::connect("a");
    helper1(&mut None);
}
