use oracle_client::{Client, Refused, cond};
use std::rc::Rc;
fn helper1() -> Client {
    Client::connect("b");
    match Client::connect("a").peek() {
        Some(_) => if Client::connect("a").is_up() {}
        None => {}
    }
    if cond() {
        helper1();
    }
    Client::connect("a")
}
pub fn main() {
    let first: Rc<Client> = Rc::new(Client::connect("b"));
    let second: Rc<Client> = Rc::clone(&first);
    let f = move || {
        let mut _other: Result<Client, Refused> = Client::try_connect("a");
        Rc::try_unwrap(first).unwrap_or_else(|_| helper1());
    };
    f();
    Client::connect("b");
}
