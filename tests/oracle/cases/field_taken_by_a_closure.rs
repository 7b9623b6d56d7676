use oracle_client::Client;
struct Session { links: Vec<Client>, other: Client }
pub fn main() {
    let session = Session { links: vec![Client::connect("a")], other: Client::connect("b") };
    let take = || session.links.into_iter().next();
    drop(take);
    Client::connect("a");
    drop(session.other);
    Client::connect("b");
}
