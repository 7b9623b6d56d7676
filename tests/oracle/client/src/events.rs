//! The second style: a sender that feeds an event loop, and an event loop that connects when it is polled.

use std::panic::Location;

use crate::handle::Refused;
use crate::record::{self, Connection};
use crate::search::cond;
use crate::thread::catch_up;
use crate::waiting::pause;

/// The half that only sends: it holds nothing open, and its drop closes nothing.
#[derive(Clone, Debug)]
pub struct Sender(());

impl Sender {
    /// A sender and its event loop. Nothing is opened.
    #[must_use]
    pub fn pair(identity: &str) -> (Sender, EventLoop) {
        (Sender(()), EventLoop::new(identity))
    }

    /// Queues a message.
    pub fn ping(&self) {}

    /// Queues a request to disconnect. When it goes out is unknown: some later poll fails, or none does.
    pub fn disconnect(&self) {}
}

/// The half that owns the connection. A poll without one connects; the drop closes.
#[derive(Debug)]
pub struct EventLoop {
    identity: String,
    connection: Option<Connection>,
}

impl EventLoop {
    /// An event loop without a connection.
    #[must_use]
    pub fn new(identity: &str) -> EventLoop {
        EventLoop {
            identity: identity.to_owned(),
            connection: None,
        }
    }

    /// Connects, if there is no connection; otherwise goes on with the one there is. Whether it succeeds is an unknown
    /// condition.
    ///
    /// # Errors
    ///
    /// There is no connection: it was refused, or it is lost.
    #[track_caller]
    pub fn poll(&mut self) -> Result<(), Refused> {
        // It waits for the network.
        catch_up();
        self.poll_from(Location::caller())
    }

    /// As [`EventLoop::poll`], after it has let others run.
    ///
    /// # Errors
    ///
    /// There is no connection: it was refused, or it is lost.
    #[track_caller]
    pub fn turn(&mut self) -> impl Future<Output = Result<(), Refused>> {
        let location = Location::caller();
        async move {
            pause().await;
            self.poll_from(location)
        }
    }

    fn poll_from(&mut self, location: &Location<'_>) -> Result<(), Refused> {
        if !cond() {
            self.connection = None;
            return Err(Refused);
        }
        record::reached(location);
        if self.connection.is_none() {
            self.connection = Some(Connection::open(&self.identity, location));
        }
        Ok(())
    }

    /// Closes the connection; a later poll makes a new one.
    pub fn clean(&mut self) {
        self.connection = None;
    }

    /// Looks at it.
    pub fn ping(&self) {}
}
