//! Edition 2024
//! A function that leaks an element of its caller's, called twice, leaks two.

use oracle_client::Client;

fn forget_last(many: &mut Vec<Client>) {
    std::mem::forget(many.pop().unwrap());
}

fn forget_both(many: &mut Vec<Client>) {
    forget_last(many);
    forget_last(many);
}

fn twice(mut f: impl FnMut()) {
    f();
    f();
}

pub fn main() {
    let mut many = vec![Client::connect("a"), Client::connect("b")];
    forget_both(&mut many);
    let _again = Client::connect("a");
    let mut more = vec![Client::connect("c"), Client::connect("d")];
    twice(|| std::mem::forget(more.pop().unwrap()));
    let _third = Client::connect("c");
}
