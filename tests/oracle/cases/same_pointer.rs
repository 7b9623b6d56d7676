//! Whether two pointers that come in are one is asked of the caller.
use oracle_client::Client;
use std::cell::RefCell;
use std::rc::Rc;
fn helper7(p0: &mut Rc<RefCell<Option<Client>>>, p1: &mut Rc<RefCell<Option<Client>>>) {
    if !Rc::ptr_eq(&p1, &*p0) {
        p1.swap(&*p0);
    }
    *p0 = Rc::clone(&*p1);
    Client::connect("a");
}
pub fn main() {
    let mut slot10: Rc<RefCell<Option<Client>>> = Rc::new(RefCell::new(None::<Client>));
    helper7(
        &mut slot10,
        &mut Rc::new(RefCell::new(Some(Client::connect("a")))),
    );
}
