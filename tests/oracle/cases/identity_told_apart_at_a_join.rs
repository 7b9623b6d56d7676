use oracle_client::{Client, Shared, cond};
pub fn main() {
    while cond() {
        for id in ["a", "b"] {
            if cond() {
                vec![Shared::connect("a"), Shared::connect(id)];
                return;
            }
        }
        let _held = Client::connect("f");
        if cond() {
            cond();
        }
    }
}
