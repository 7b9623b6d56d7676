use oracle_client::Client;
static OTHER: &str = "b";
pub fn main() {
    let mut c8: Box<Client> = Box::new(Client::connect("b"));
    || *c8;
    Client::connect(OTHER);
}
