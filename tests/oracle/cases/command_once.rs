//! A command that connects is sent once, and others after it.
use oracle_client::Client;
enum Command {
    Connect,
    Close,
}
pub fn main() {
    let (tx, rx) = std::sync::mpsc::channel::<Command>();
    let worker = std::thread::spawn(move || {
        let mut slot: Option<Client> = None;
        while let Ok(command) = rx.recv() {
            match command {
                Command::Connect => slot = Some(Client::connect("a")),
                Command::Close => slot = None,
            }
        }
    });
    tx.send(Command::Connect).unwrap();
    tx.send(Command::Close).unwrap();
    tx.send(Command::Close).unwrap();
    drop(tx);
    let _ = worker.join();
}
