use oracle_client::Client;
use std::cell::RefCell;
use std::rc::Rc;
static OTHER: &str = "b";
pub fn main() {
    let mut slot4: Rc<RefCell<Option<Client>>> = Rc::new(RefCell::new(None::<Client>));
    let mut slot5: Rc<RefCell<Option<Client>>> = slot4;
    slot4 = slot5;
    slot5 = Rc::new(RefCell::new(None));
    slot4.borrow_mut().get_or_insert_with(|| Client::connect(OTHER));
    if !Rc::ptr_eq(&slot5, &slot4) {
        slot5.swap(&slot4);
    }
    slot5;
    Client::connect("b");
}
