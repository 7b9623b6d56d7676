//! A vector of which nothing can be popped is empty, whoever made it.
use oracle_client::{Client, cond};
fn helper1(p0: &mut Vec<Client>) {
    while cond() {
        let _c2: Client = p0.pop().unwrap_or_else(|| Client::connect("a"));
    }
    if cond() {
        helper1(p0);
    }
}
pub fn main() {
    helper1(&mut vec![Client::connect("a"), Client::connect("b")]);
}
