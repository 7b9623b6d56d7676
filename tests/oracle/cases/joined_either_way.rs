//! Of two joined futures that share something the second one may come first.
use oracle_client::Client;
static SLOT: std::sync::Mutex<Option<Client>> = std::sync::Mutex::new(None);
pub fn main() {
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        tokio::join!(
            async {
                tokio::time::sleep(std::time::Duration::from_secs(1)).await;
                *SLOT.lock().unwrap() = Some(Client::connect("a"));
            },
            async {
                if let Some(it) = SLOT.lock().unwrap().as_mut() {
                    it.end();
                }
            }
        );
        Client::connect("a");
    });
}
