use oracle_client::{Client, cond};
pub fn main() {
    let mut many: Vec<Client> = Vec::new();
    if cond() {
        many[0].ping();
        many.push(Client::connect("a"));
    }
    Client::connect("a");
}
