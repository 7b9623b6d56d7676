use oracle_client::{Client, EventLoop};
use std::mem::ManuallyDrop;
static OTHER: &str = "b";
pub fn main() {
    let mut maybe26: Option<EventLoop> = {
        let mut f25 = || -> Option<EventLoop> { Some(EventLoop::new("a")) };
        f25()
    };
    let mut f33 = || {
        for c28 in maybe26.take() {
            let mut f30 = || {
                let c29: ManuallyDrop<Client> = ManuallyDrop::new(Client::connect("b"));
                ManuallyDrop::new(c29);
            };
            f30();
        }
    };
    f33();
    f33();
    Client::connect(OTHER);
}
