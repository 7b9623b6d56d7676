use oracle_client::{Client, cond};
fn fill_all(many: &mut Vec<Client>, id: &'static str) {
    many.push(Client::connect(id));
    if cond() {
        fill_all(many, id);
    }
}
pub fn main() {
    let mut c13: Vec<Client> = Vec::new();
    fill_all(&mut c13, "a");
    c13.pop();
    Client::connect("a");
}
