use oracle_client::Client;
pub fn main() {
    Some(Client::connect("a")).inspect(|_| {
        Client::connect("a");
    });
}
