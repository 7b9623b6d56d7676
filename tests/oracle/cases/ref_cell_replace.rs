use oracle_client::{Client, EventLoop, Refused, Sender, Shared, cond};
use std::rc::Rc; use std::cell::RefCell;
pub fn main() {
    let slot16: Rc<RefCell<Option<Client>>> = Rc::new(RefCell::new(Some(Client::connect("a"))));
    let mut maybe17 = slot16.replace(cond().then(|| Client::connect("a")));
    slot16.borrow_mut().get_or_insert_with(|| Client::connect("a"));
}
