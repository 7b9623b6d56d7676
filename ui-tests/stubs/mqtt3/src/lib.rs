//! Stand-in for `mqtt3` of Azure/iotedge at 55353a6, which is in no registry: the same names and signatures, no insides.
#![allow(unused_variables)]

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_core::Stream;

/// Where a client gets its transport from.
pub trait IoSource: Unpin {}

/// A client: a stream of events.
#[derive(Debug)]
pub struct Client<IoS>(IoS)
where
    IoS: IoSource;

/// What happens.
#[derive(Debug)]
pub enum Event {
    /// Connected.
    NewConnection {
        /// Whether the session is a new one.
        reset_session: bool,
    },
}

/// What the client cannot go on from.
#[derive(Debug)]
pub struct Error;

/// Why it cannot be shut down.
#[derive(Debug)]
pub struct ShutdownError;

/// Shuts a client down.
#[derive(Clone, Debug)]
pub struct ShutdownHandle;

/// A will.
#[derive(Debug)]
pub struct Publication;

impl<IoS: IoSource> Client<IoS> {
    /// A client with a clean session.
    pub fn new(
        client_id: Option<String>,
        username: Option<String>,
        will: Option<Publication>,
        io_source: IoS,
        max_reconnect_back_off: Duration,
        keep_alive: Duration,
    ) -> Self {
        Client(io_source)
    }

    /// A handle that shuts it down.
    pub fn shutdown_handle(&self) -> Result<ShutdownHandle, ShutdownError> {
        Ok(ShutdownHandle)
    }
}

impl<IoS: IoSource> Stream for Client<IoS> {
    type Item = Result<Event, Error>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(None)
    }
}

impl ShutdownHandle {
    /// Asks for it.
    pub async fn shutdown(&mut self) -> Result<(), ShutdownError> {
        Ok(())
    }
}
