//! A value of which not even the type is known has that of the variable to which it is assigned.
use oracle_client::Client;
pub fn main() {
    let mut maybe8: Option<Client> = None;
    if maybe8.is_none() {
        maybe8 = None::<Option<Client>>.unwrap_or_default();
    }
    maybe8.insert(Client::connect("a"));
    maybe8 = Some(Client::connect("a"));
    drop(maybe8);
}
