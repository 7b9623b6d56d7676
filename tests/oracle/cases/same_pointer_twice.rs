use oracle_client::{Client, cond};
use std::cell::RefCell;
use std::rc::Rc;
fn refill(a: &Rc<RefCell<Option<Client>>>, b: &Rc<RefCell<Option<Client>>>) {
    let taken = a.take();
    b.borrow_mut().get_or_insert_with(|| Client::connect("a"));
    drop(taken);
}
fn twice(mut f: impl FnMut()) {
    f();
    f();
}
pub fn main() {
    let slot = Rc::new(RefCell::new(Some(Client::connect("a"))));
    let other = Rc::clone(&slot);
    if cond() {
        refill(&slot, &other);
    } else {
        twice(|| {
            let taken = slot.take();
            other.borrow_mut().get_or_insert_with(|| Client::connect("a"));
            drop(taken);
        });
    }
}
