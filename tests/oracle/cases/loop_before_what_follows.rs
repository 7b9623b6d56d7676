//! A loop is looked at before the code behind it has used up the room.
use oracle_client::{Client, cond};
fn helper1(p0: &mut Option<Client>) {
    while cond() {
        *p0 = Some(Client::connect("a"));
    }
    if cond() {
        helper1(p0);
    }
}
fn helper4() -> Option<Client> {
    helper1(&mut Some(Client::connect("b")));
    Some(Client::connect("a"))
}
pub fn main() {
    let _maybe5: Option<Client> = helper4();
    while cond() {
        while cond() {
            Client::connect("a");
        }
    }
    helper1(&mut None);
    helper4();
    helper4();
}
