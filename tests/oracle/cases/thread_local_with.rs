use oracle_client::{Client, cond};
use std::cell::RefCell;
thread_local! {
    static LOCAL: RefCell<Option<Client>> = const { RefCell::new(None) };
}
pub fn main() {
    LOCAL.set(None);
    LOCAL.with(|it| *it.borrow_mut() = Some(Client::connect("a")));
    let _first = Client::connect("a");
    LOCAL.with_borrow_mut(|it| { it.take(); *it = Some(Client::connect("b")); });
    let _second = Client::connect("b");
    LOCAL.with(|it| it.borrow_mut().take());
    { let _third = Client::connect("c"); }
    LOCAL.with_borrow_mut(|it| *it = Some(Client::connect("c")));
}
