use oracle_client::{Client, Refused, Shared, cond};
fn helper1(p0: &mut [Option<Shared>; 2]) -> Option<Client> {
    p0[0]
        .insert({
            let mut f2 = || -> Shared { Shared::connect("a") };
            f2()
        });
    match p0[1].take() {
        Some(c3) => {
            return None::<Client>;
        }
        None => {}
    }
    Some(Client::connect("a"))
}
pub fn main() {
    'l11: {
        let late12: Option<Client>;
        late12 = helper1(&mut [None::<Shared>, Some(Shared::connect("a"))]);
        Client::connect("a")
    };
}
