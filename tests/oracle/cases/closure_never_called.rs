use oracle_client::Client;
fn opened(_held: &mut Client) -> Client {
    drop(Client::connect("a"));
    Client::connect("b")
}
pub fn main() {
    let mut slot = Some(opened(&mut Client::connect("c")));
    slot.get_or_insert_with(|| opened(&mut Client::connect("a")));
}
