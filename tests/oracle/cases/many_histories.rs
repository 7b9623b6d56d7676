use oracle_client::{Client, EventLoop, Sender, cond};
static OTHER: &str = "b";
macro_rules! attempt {
    ($made:expr, $other:block) => {
        match $made { Ok(it) => Some(it), Err(_) => $other }
    };
}
fn helper1(p0: &mut EventLoop) -> Client {
    while cond() {
        *p0 = EventLoop::new("a");
    }
    Client::connect("a")
}
pub fn main() {
    let mut c11: EventLoop = if cond() {
        Sender::pair("a").1
    } else {
        Sender::pair("b").1
    };
    let mut c12: EventLoop = {
        let [it] = [c11];
        it
    };
    let Some(mut c13) = (match cond() {
        true => Some(Client::connect("a")),
        false => Some(Client::connect("a")),
    }) else {
        return;
    };
    let mut c14 = attempt!(Client::try_connect(OTHER), { None });
    c13.end();
    c12.poll();
    helper1(&mut c12);
    for _ in 0..2 {}
    c12.poll();
}
