use oracle_client::{Client, EventLoop, Refused, Sender, Shared, cond};
use std::rc::Rc;
const DEVICE: &str = "a";
fn twice(mut f: impl FnMut()) {
    f();
    f();
}
pub fn main() {
    let mut c4: Rc<Client> = Rc::new(Client::connect("b"));
    twice(|| {
        if let Some(it) = Rc::get_mut(&mut c4) {
            *it = Client::connect(DEVICE);
        }
    });
}
