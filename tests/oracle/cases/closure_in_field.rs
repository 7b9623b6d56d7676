use oracle_client::{Client, Refused, cond};
struct Factory {
    make: Box<dyn FnMut() -> Client>,
    spares: Vec<Client>,
}
impl Factory {
    fn again(&mut self) -> Client {
        (self.make)()
    }
    fn spare(&mut self) {
        for _ in &self.spares {
            Client::connect("c");
        }
    }
}
pub fn main() {
    let mut factory = Factory {
        make: Box::new(|| Client::connect("a")),
        spares: Vec::new(),
    };
    let _held = Client::connect("c");
    factory.spare();
    let one = (factory.make)();
    let two = factory.again();
    drop((one, two));
    let mut other = Factory {
        make: Box::new(|| Client::connect("b")),
        spares: vec![Client::connect("a")],
    };
    let three = other.again();
    other.spare();
    drop(three);
    other.again();
}
