//! Edition 2024
//! Where many states meet, what stands for `None` and `Some(None)` is still an `Option`.

use oracle_client::{Client, Refused, cond};

pub fn main() {
    let mut first: Result<Client, Refused> = Client::try_connect("b");
    if cond() {
        first = Ok(Client::connect("c"));
    }
    match cond() {
        true => drop(first),
        false => {}
    }
    let mut kept = Ok::<Option<Client>, Refused>(None);
    if cond() {
        kept = Err::<Option<Client>, Refused>(Refused);
    }
    let _kept = kept.unwrap_or(Some(Client::connect("a")));
    let _last = Client::connect("a");
}
