use oracle_client::Client;
pub fn main() {
    let client = Client::connect("a");
    for _ in 0..2 {
        drop(client);
        break;
    }
    Client::connect("a");
}
