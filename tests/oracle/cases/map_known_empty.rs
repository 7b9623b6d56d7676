use oracle_client::Client;
use std::collections::HashMap;
macro_rules! open_ty {
    ($handle:ty, $id:expr) => {
        < $handle > ::connect($id)
    };
}
fn helper1(p0: &mut HashMap<&'static str, Client>) -> Option<Client> {
    if let Some(it) = p0.get_mut("k") {
        *it = Client::connect("a");
    }
    Some(open_ty!(Client, "a"))
}
pub fn main() {
    let mut c5: HashMap<&'static str, Client> = HashMap::new();
    helper1(&mut c5);
}
