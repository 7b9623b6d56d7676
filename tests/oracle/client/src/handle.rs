//! The handles of the client.

use std::panic::Location;
use std::rc::Rc;

use crate::record::Connection;
use crate::search::cond;
use crate::waiting::pause;

/// The connection was refused, or is lost.
#[derive(Debug)]
pub struct Refused;

/// A handle whose life is the connection's.
#[derive(Debug)]
pub struct Client {
    connection: Connection,
}

impl Client {
    /// Opens a connection of an identity.
    #[track_caller]
    #[must_use]
    pub fn connect(identity: &str) -> Client {
        Client {
            connection: Connection::open(identity, Location::caller()),
        }
    }

    /// Opens a connection of an identity, or is refused: an unknown condition.
    ///
    /// # Errors
    ///
    /// Nothing was opened.
    #[track_caller]
    pub fn try_connect(identity: &str) -> Result<Client, Refused> {
        let location = Location::caller();
        if cond() {
            Ok(Client {
                connection: Connection::open(identity, location),
            })
        } else {
            Err(Refused)
        }
    }

    /// Opens a connection of an identity after it has let others run.
    #[track_caller]
    pub fn open(identity: &str) -> impl Future<Output = Client> + use<> {
        let (identity, location) = (identity.to_owned(), Location::caller());
        async move {
            pause().await;
            Client {
                connection: Connection::open(&identity, location),
            }
        }
    }

    /// Opens a connection of an identity after it has let others run, or is refused: an unknown condition.
    #[track_caller]
    pub fn try_open(identity: &str) -> impl Future<Output = Result<Client, Refused>> + use<> {
        let (identity, location) = (identity.to_owned(), Location::caller());
        async move {
            pause().await;
            if cond() {
                Ok(Client {
                    connection: Connection::open(&identity, location),
                })
            } else {
                Err(Refused)
            }
        }
    }

    /// Closes the connection.
    pub fn close(self) {
        drop(self);
    }

    /// Closes the connection; the handle stays.
    pub fn end(&mut self) {
        self.connection.close();
    }

    /// Uses the connection.
    pub fn ping(&self) {}

    /// Uses the connection; the answer is unknown.
    #[must_use]
    pub fn is_up(&self) -> bool {
        cond()
    }

    /// Uses the connection; some of something, how many is unknown.
    #[must_use]
    pub fn items(&self) -> Vec<()> {
        let mut items = Vec::new();
        while cond() {
            items.push(());
        }
        items
    }

    /// Uses the connection; the answer is unknown.
    #[must_use]
    pub fn peek(&self) -> Option<()> {
        cond().then_some(())
    }
}

/// A handle that can be cloned: the connection closes with the last clone.
#[derive(Clone, Debug)]
pub struct Shared {
    connection: Rc<Connection>,
}

impl Shared {
    /// Opens a connection of an identity.
    #[track_caller]
    #[must_use]
    pub fn connect(identity: &str) -> Shared {
        Shared {
            connection: Rc::new(Connection::open(identity, Location::caller())),
        }
    }

    /// Uses the connection.
    pub fn ping(&self) {
        let _ = &self.connection;
    }
}
