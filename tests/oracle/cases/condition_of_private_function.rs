use oracle_client::{Client, Refused, cond};
struct Gateway {
    link: Option<Client>,
}
impl Gateway {
    fn swap(&mut self, keep: bool) {
        let old = if keep { self.link.take() } else { None };
        if self.link.is_some() || keep {
            self.link = Some(Client::connect("a"));
        }
    }
}
fn again(first: bool, second: bool) -> Option<Client> {
    let one = if first { Some(Client::connect("b")) } else { None };
    if second {
        return Some(Client::connect("b"));
    }
    one
}
pub fn main() {
    let mut gateway = Gateway { link: None };
    gateway.swap(false);
    gateway.swap(true);
    let flag = cond();
    again(flag, !flag);
    again(false, true);
}
