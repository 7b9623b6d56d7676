//! Edition 2021
//! A closure that calls a boxed closure which it captured: what that one moves out of its captures is gone then.

use oracle_client::Client;

pub fn main() {
    let first = Client::connect("a");
    let close = Box::new(move || {
        let _first = first;
        Client::connect("b")
    }) as Box<dyn FnOnce() -> Client>;
    let again = || {
        (close)();
        Client::connect("a")
    };
    let _again = again();
    let second = Client::connect("c");
    let close: Box<dyn FnOnce()> = Box::new(move || drop(second));
    let unused = || close();
    let _third = Client::connect("c");
    unused();
}
