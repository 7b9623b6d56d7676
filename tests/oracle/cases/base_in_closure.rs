use oracle_client::Client;
struct Session { link: Option<Client>, other: Option<Client> }
fn run<T>(f: impl FnOnce() -> T) -> T { f() }
pub fn main() {
    let first = Session { link: Some(Client::connect("a")), other: Some(Client::connect("b")) };
    let second = run(|| Session { link: None, ..first });
    Client::connect("a");
    drop(second);
    Client::connect("b");
    drop(first.link);
    Client::connect("a");
}
