//! What a recursion leaves in an array is known by position.
use oracle_client::{Client, cond};
fn helper1(p0: &mut [Option<Client>; 2]) {
    if cond() {
        helper1(p0);
    }
    p0[1].insert(Client::connect("a"));
    Client::connect("b");
    if cond() {
        p0[0] = Some(Client::connect("b"));
    }
}
pub fn main() {
    helper1(&mut [None, None]);
}
