use oracle_client::Client;
macro_rules! open {
    ($handle:ident, $id:expr) => {
        $handle ::connect($id)
    };
}
pub fn main() {
    (open!(Client, "a"), open!(Client, "a"));
}
