use oracle_client::{Client, cond};
fn fill(many: &mut Vec<Client>, id: &'static str) {
    many.push(Client::connect(id));
    if cond() {
        fill(many, id);
    }
}
pub fn main() {
    let mut many: Vec<Client> = Vec::new();
    fill(&mut many, "a");
    many.pop();
    if let Some(it) = many.last_mut() {
        *it = Client::connect("b");
    }
    Client::connect("a");
}
