use oracle_client::{Client, cond};
fn fill_all(many: &mut Vec<Client>, id: &'static str) {
    many.push(Client::connect(id));
    if cond() {
        fill_all(many, id);
    }
}
fn renew_last(mut many: Vec<Client>) {
    if let Some(it) = many.last_mut() {
        *it = Client::connect("b");
    }
    drop(many);
    Client::connect("b");
}
pub fn main() {
    let mut many: Vec<Client> = Vec::new();
    fill_all(&mut many, "a");
    renew_last(many);
}
