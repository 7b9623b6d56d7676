use oracle_client::{Client, Refused, cond};
struct Session {
    link: Client,
    spare: Option<Client>,
}
pub fn main() {
    let one = Session {
        link: Client::connect("a"),
        spare: Some(Client::connect("b")),
    };
    let two = Session {
        link: Client::connect("c"),
        ..one
    };
    drop(two);
    Client::connect("c");
    Client::connect("b");
    Client::connect("a");
}
