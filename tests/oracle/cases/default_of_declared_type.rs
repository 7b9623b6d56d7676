use oracle_client::{Client, EventLoop, Refused, Sender, Shared, cond};
fn twice(mut f: impl FnMut()) { f(); f(); }
use std::cell::RefCell;
pub fn main() {
    let c25: Vec<Client> = Err::<Vec<Client>, Refused>(Refused).unwrap_or_default();
    let mut c26: Vec<Client> = RefCell::new(c25).into_inner();
    c26.push(Client::connect("a"));
    if Client::connect("a").is_up() {}
}
