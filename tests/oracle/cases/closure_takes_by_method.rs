//! A closure whose body calls a method that takes its receiver captures that by value, and takes it along when it is
//! dropped or called.
use oracle_client::{Client, cond};
pub fn main() {
    let c2: Vec<Client> = vec![Client::connect("a")];
    let v: Option<Client> = Some(None).unwrap_or_else(|| c2.into_iter().next());
    Client::connect("a");
    drop(v);
    let c8: Result<Client, ()> = Ok(Client::connect("b"));
    let f = || {
        if c8.is_ok_and(|it| it.is_up()) {
            return;
        }
        Client::connect("b");
    };
    f();
    Client::connect("b");
    let boxed: Box<Client> = Box::new(Client::connect("c"));
    let g = move || {
        let _it = *boxed;
    };
    if cond() {
        g();
        Client::connect("c");
    }
}
