use oracle_client::{Client, cond};
pub fn main() {
    let mut many = vec![Client::connect("a")];
    while cond() {
        many.push(Client::connect("a"));
    }
    many[0] = Client::connect("b");
    many.truncate(1);
    for it in many.iter_mut() {
        *it = Client::connect("a");
    }
    drop(many);
}
