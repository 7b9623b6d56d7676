use oracle_client::{Client, EventLoop, Refused, Sender, Shared, cond};
use std::rc::Rc; use std::cell::RefCell;
fn maker(id: &'static str) -> impl FnMut() -> Client { move || Client::connect(id) }
pub fn main() {
    let mut c18: Client = {
        let mut f17 = maker("a");
        let _one = f17();
        f17()
    };
    Client::connect("a");
}
