//! Edition 2024
//! A value that a caller passed is asked what it is, and dropped at the end: its `Drop` runs, whichever variant was asked for.

use oracle_client::{Client, Refused, cond};

struct Gateway;

impl Drop for Gateway {
    fn drop(&mut self) {
        let _again = Client::connect("a");
    }
}

enum Any {
    Nothing,
    One(u32, Gateway),
}

fn asked(gateway: Option<Gateway>) -> Option<Client> {
    if gateway.is_some() {
        Some(Client::connect("a"))
    } else {
        None
    }
}

fn result(gateway: Result<Any, Refused>) -> Option<Client> {
    if cond() {
        return Some(Client::connect("a"));
    }
    drop(gateway);
    None
}

struct Other;

impl Drop for Other {
    fn drop(&mut self) {
        let _again = Client::connect("b");
    }
}

fn none(other: Option<Other>) -> Option<Client> {
    if other.is_none() {
        Some(Client::connect("b"))
    } else {
        None
    }
}

pub fn main() {
    let _ = asked(Some(Gateway));
    let _ = result(Ok(Any::One(1, Gateway)));
    let _ = result(Ok(Any::Nothing));
    let _ = none(Some(Other));
    let _ = none(None);
}
