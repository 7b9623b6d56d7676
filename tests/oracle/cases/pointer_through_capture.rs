use oracle_client::{Client, Shared};
use std::cell::RefCell;
use std::mem;
use std::rc::Rc;
fn twice(mut f: impl FnMut()) { f(); f(); }
pub fn main() {
    let mut shared = Rc::new(Shared::connect("a"));
    twice(|| {
        shared = mem::replace(&mut shared, Rc::new(Shared::connect("a")));
    });
    Shared::connect("a");
    drop(shared);
    let one: Rc<RefCell<Option<Client>>> = Rc::new(RefCell::new(None::<Client>));
    let mut two: Rc<RefCell<Option<Client>>> = Rc::clone(&one);
    twice(|| {
        two = Rc::clone(&two);
    });
    two.borrow_mut().replace(Client::connect("b"));
    drop(two.borrow_mut().take());
    *one.borrow_mut() = Some(Client::connect("b"));
}
