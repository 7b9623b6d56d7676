//! A clone of a counted pointer behind a reference is not the only one.
use oracle_client::{Client, Shared};
use std::rc::Rc;
fn helper1(p0: &Rc<Client>) {
    let c2: Rc<Client> = Rc::clone(&*p0);
    let _late3 = Rc::try_unwrap(c2).unwrap_or_else(|_| Client::connect("a"));
}
pub fn main() {
    helper1(&Rc::new(Client::connect("a")));
    let c8: Rc<Shared> = Rc::new(Shared::connect("b"));
    let f = || Rc::unwrap_or_clone(c8);
    let _c10: Shared = f();
    Client::connect("b");
}
