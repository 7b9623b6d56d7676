//! Many states at a loop's head do not keep the loop from coming to its end.
use oracle_client::{Client, EventLoop, Sender, cond};
use std::mem::ManuallyDrop;
struct Session {}
impl Session {
    fn act8() -> Session {
        if cond() {
        } else {
            let _ = ManuallyDrop::new(Client::connect("a"));
        }
        Session {}
    }
}
pub fn main() {
    let mut c16: EventLoop = EventLoop::new("b");
    Session::act8();
    if cond() {
        match cond() && c16.poll().is_err() {
            true => drop(c16),
            false => {}
        }
    }
    let (_, mut c20) = Sender::pair("a");
    Session::act8();
    for _ in 0..2 {
        let _ = c20.poll();
    }
    Client::connect("b");
}
