use oracle_client::{Client, EventLoop, Refused, Sender, Shared, cond};
use std::collections::HashMap;
struct Session { link: HashMap<&'static str, Client> }
fn helper1(mut p0: Session) {
    for it in p0.link.values_mut() { *it = Client::connect("a"); }
}
pub fn main() {
    helper1(Session { link: HashMap::from([("k", Client::connect("a"))]) });
}
