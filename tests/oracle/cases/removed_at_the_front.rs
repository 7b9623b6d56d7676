//! What is removed from a vector that a recursion has filled is one of its elements, not all.
use oracle_client::{Client, cond};
fn fill_all(many: &mut Vec<Client>, id: &'static str) {
    many.push(Client::connect(id));
    if cond() {
        fill_all(many, id);
    }
}
pub fn main() {
    let mut c2: Vec<Client> = Vec::new();
    fill_all(&mut c2, "a");
    c2.remove(0);
    Client::connect("a");
    c2.clear();
    let mut c3: Vec<Client> = vec![Client::connect("b")];
    fill_all(&mut c3, "c");
    c3.swap_remove(0);
    Client::connect("b");
}
