use oracle_client::{Client, cond};
fn fill_all(many: &mut Vec<Client>, id: &'static str) {
    many.push(Client::connect(id));
    if cond() {
        fill_all(many, id);
    }
}
pub fn main() {
    let mut many: Vec<Client> = Vec::new();
    fill_all(&mut many, "a");
    many.pop();
    many.pop();
    if !many.is_empty() {
        many.swap_remove(0);
    }
    let _last = Client::connect("a");
}
