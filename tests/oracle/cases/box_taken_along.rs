use oracle_client::{Client, cond};
pub fn main() {
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let boxed = Box::new(Client::connect("a"));
        async {
            if cond() {
                return;
            }
            let _it = *boxed;
        }
        .await;
        Client::connect("a");
    });
}
