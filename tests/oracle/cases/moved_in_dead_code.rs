use oracle_client::{Client, cond};
pub fn main() {
    let c14 = Client::connect("b");
    (|| { if cond() && false { let _x = c14; } })();
    let _d = Client::connect("b");
}
