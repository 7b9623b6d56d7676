//! Edition 2024
//! A counted pointer that a function has made is another one than that which came in.

use oracle_client::Client;
use std::cell::RefCell;
use std::rc::Rc;

fn swapped(known: &mut Rc<RefCell<Option<Client>>>) {
    let made = Rc::new(RefCell::new(Some(Client::connect("a"))));
    if !Rc::ptr_eq(&made, known) {
        made.swap(known);
    }
    std::mem::forget(made);
}

pub fn main() {
    swapped(&mut Rc::new(RefCell::new(None)));
    let _again = Client::connect("a");
}
