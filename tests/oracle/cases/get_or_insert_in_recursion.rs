use oracle_client::{Client, Refused, Shared, cond};
static OTHER: &str = "b";
fn helper5(p0: &mut Option<Shared>) -> Result<Client, Refused> {
    p0.get_or_insert(Shared::connect("a"));
    Client::connect("a");
    if cond() {
        helper5(p0);
    }
    Client::try_connect("a")
}
pub fn main() {
    helper5(&mut Some(Shared::connect(OTHER)));
}
