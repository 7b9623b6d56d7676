//! A task keeps what it was sent, whatever it is.
use oracle_client::{Client, cond};
pub fn main() {
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let (tx, mut rx) = tokio::sync::mpsc::unbounded_channel::<Option<Client>>();
        let task = tokio::spawn(async move {
            let mut _kept: Option<Option<Client>> = None;
            while let Some(it) = rx.recv().await {
                _kept = Some(it);
            }
        });
        let _ = tx.send(Some(Client::connect("a")));
        let _ = tx.send(Some(Client::connect("a")));
        if cond() {
            let _ = tx.send(Some(Client::connect("a")));
        }
        drop(tx);
        let _ = task.await;
    });
}
