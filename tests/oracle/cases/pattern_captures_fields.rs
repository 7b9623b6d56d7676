//! Edition 2021
//! A closure or async block takes along the fields that a pattern names, and leaves the others.

use oracle_client::{Client, Shared};

struct Session {
    link: Option<Shared>,
    other: Option<Client>,
}

struct Pair(Client, Client);

pub fn main() {
    let session = Session {
        link: None,
        other: Some(Client::connect("a")),
    };
    let close = || {
        let Session { link: _link, .. } = session;
    };
    drop(close);
    let _again = Client::connect("a");
    let pair = Pair(Client::connect("b"), Client::connect("c"));
    let close = || {
        let Pair(_first, ..) = pair;
    };
    drop(close);
    let _first = Client::connect("b");
    let _second = Client::connect("c");
}
