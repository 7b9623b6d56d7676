use oracle_client::{Client, EventLoop, Refused, Sender, Shared, cond};
trait Link {
    const NAME: &'static str;
    fn open(id: &'static str) -> Self
    where
        Self: Sized;
    fn renew(&mut self);
    fn stop(&mut self) {}
    fn restart(&mut self) {}
}
struct Wire {
    link: Option<Client>,
}
impl Link for Wire {
    const NAME: &'static str = "a";
    fn open(id: &'static str) -> Wire {
        Wire {
            link: Some(Client::connect(id)),
        }
    }
    fn renew(&mut self) {}
    fn stop(&mut self) {}
}
fn opened<T: Link>() -> T {
    T::open(T::NAME)
}
pub fn main() {
    let _c3: Wire = opened::<Wire>();
    while let Some(()) = Client::connect("a").peek() {}
}
