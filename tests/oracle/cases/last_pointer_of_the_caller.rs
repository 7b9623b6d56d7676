//! A counted pointer that came in and is replaced closes what it points to if it was the last one: the caller knows.
use oracle_client::{Client, cond};
use std::cell::RefCell;
use std::rc::Rc;
fn h(p1: &mut Rc<RefCell<Option<Client>>>) {
    if cond() {
        h(p1);
    }
    *p1.borrow_mut() = Some(Client::connect("b"));
    *p1 = Rc::new(RefCell::new(None));
}
pub fn main() {
    let mut slot: Rc<RefCell<Option<Client>>> = Rc::new(RefCell::new(None));
    h(&mut slot);
    let mut other = slot.clone();
    h(&mut other);
    Client::connect("b");
    *slot.borrow_mut() = None;
    Client::connect("b");
}
