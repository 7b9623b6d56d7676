//! Edition 2021
//! What a recursion puts into a vector, how often is not known, comes behind all that was in it.

use oracle_client::{Client, cond};

fn fill(many: &mut Vec<Client>, id: &'static str) {
    many.push(Client::connect(id));
    if cond() {
        fill(many, id);
    }
}

pub fn main() {
    let mut many = vec![
        Client::connect("b"),
        Client::connect("a"),
        Client::connect("d"),
    ];
    fill(&mut many, "c");
    many.remove(0);
    many.remove(0);
    let _again = Client::connect("a");
    let _other = Client::connect("d");
}
