//! What only happens for arguments that nobody passes does not happen in a recursion either.
use oracle_client::{Client, cond};
struct Session {
    other: Option<Client>,
}
fn helper1(p0: &Session) {
    let _c5 = if p0.other.as_ref().is_none_or(|_| cond()) {
        Client::connect("b")
    } else {
        Client::connect("a")
    };
    if cond() {
        helper1(p0);
    }
    Client::connect("a");
}
pub fn main() {
    helper1(&Session {
        other: None::<Client>,
    });
}
