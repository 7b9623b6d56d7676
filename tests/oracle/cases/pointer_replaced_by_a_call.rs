use oracle_client::{Client, cond};
use std::cell::RefCell;
use std::rc::Rc;
fn refill(slot: &mut Rc<RefCell<Option<Client>>>) {
    if cond() {
        *slot.borrow_mut() = None;
        *slot.borrow_mut() = Some(Client::connect("a"));
    } else {
        *slot = Rc::new(RefCell::new(None));
    }
    if cond() {
        refill(slot);
    }
}
fn replace(slot: &mut Rc<RefCell<Option<Client>>>) {
    *slot = Rc::new(RefCell::new(None));
}
fn empty(slot: &mut Rc<RefCell<Option<Client>>>) {
    *slot.borrow_mut() = Some(Client::connect("b"));
    replace(slot);
    Client::connect("b");
}
pub fn main() {
    refill(&mut Rc::new(RefCell::new(None)));
    let mut slot = Rc::new(RefCell::new(None));
    let _other = cond().then(|| Rc::clone(&slot));
    empty(&mut slot);
}
