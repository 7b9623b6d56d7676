use oracle_client::Client;
fn helper() -> Option<Client> {
    None::<Client>?;
    Some(Client::connect("a"))
}
pub fn main() {
    let _held = helper();
    Client::connect("a");
}
