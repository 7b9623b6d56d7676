//! A slot of the caller that was emptied is not one that was not touched.
use oracle_client::{Client, cond};
pub fn main() {
    let mut c18: Vec<Client> = Vec::from([Client::connect("b")]);
    let mut f22 = || {
        while let Some(()) = Client::connect("c").peek() {
            if cond() {
                break;
            } else if cond() {
                c18.clear();
            }
        }
        let _c21: Client = c18.pop().unwrap_or_else(|| Client::connect("a"));
    };
    let _c23: Vec<Client> = vec![Client::connect("a")];
    f22();
}
