//! Edition 2021
//! A closure that copies a part of a variable, and assigns to the whole, borrows it; one that moves a part takes it along.

use oracle_client::{Client, cond};

struct Session {
    link: Option<Client>,
    other: &'static str,
    spare: Option<Client>,
}

fn opened() -> Session {
    Session {
        link: Some(Client::connect("a")),
        other: "a",
        spare: None,
    }
}

pub fn main() {
    let mut session = Session {
        link: None,
        other: "b",
        spare: None,
    };
    let mut renew = || {
        if cond() {
            session = opened();
        } else {
            let _other = session.other;
        }
    };
    renew();
    let _again = Client::connect("a");
    let mut taken = Session {
        link: None,
        other: "c",
        spare: Some(Client::connect("c")),
    };
    let close = || {
        let spare = taken.spare;
        taken = opened();
        drop(spare);
    };
    drop(close);
    let _third = Client::connect("c");
}
