use oracle_client::Client;
static OTHER: &str = "b";
macro_rules! open {
    ($handle:ident, $id:expr) => {
        $handle ::connect($id)
    };
}
pub fn main() {
    let maybe24: Option<Client> = {
        let mut out23 = None;
        out23 = Some(Client::connect(OTHER));
        out23
    };
    let mut f32 = || {
        let mut f30 = || {
            (Client::connect("a"), maybe24.as_ref(), Client::connect("a"));
        };
        f30();
        open!(Client, OTHER);
        f30();
    };
    f32();
}
