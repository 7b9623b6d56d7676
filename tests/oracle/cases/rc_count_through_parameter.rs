use oracle_client::{Client, Shared, cond};
use std::rc::Rc;
fn renew(slot: &mut Rc<Shared>) {
    if let Some(it) = Rc::get_mut(slot) {
        *it = Shared::connect("b");
    } else {
        Client::connect("c");
    }
}
fn last(slot: Rc<Shared>) {
    if let Some(it) = Rc::into_inner(slot) {
        drop(it);
        Client::connect("a");
    }
}
pub fn main() {
    let mut sole = Rc::new(Shared::connect("a"));
    renew(&mut sole);
    Client::connect("a");
    drop(sole);
    let mut one = Rc::new(Shared::connect("a"));
    let two = one.clone();
    renew(&mut one);
    Client::connect("a");
    last(one);
    Client::connect("a");
    last(two);
    Client::connect("a");
}
