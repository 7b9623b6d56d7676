use oracle_client::Client;
fn renew(many: &mut Vec<Client>) {
    many[0] = Client::connect("d");
    many.clear();
}
pub fn main() {
    let mut many = vec![];
    for _ in 0..3 {
        many.push(Client::connect("b"));
    }
    renew(&mut many);
    let _last = Client::connect("b");
}
