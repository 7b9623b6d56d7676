use oracle_client::{Client, cond};
pub fn main() {
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let given = tokio::spawn(async {
            let mut held = None;
            loop {
                held = Some(Client::open("a").await);
                if cond() {
                    break;
                }
            }
            held
        });
        let kept = given.await.unwrap();
        Client::connect("a");
        drop(kept);
        Client::connect("a");
    });
}
