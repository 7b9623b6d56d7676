use oracle_client::Client;
trait Link {}
impl Link for Client {}
pub fn main() {
    let link: Box<dyn Link> = Box::new(Client::connect("a"));
    let _: Box<dyn Link> = link;
    let _gone = Client::connect("a");
    let plain: Box<Client> = Box::new(Client::connect("b"));
    let _: Box<Client> = plain;
    let _there = Client::connect("b");
}
