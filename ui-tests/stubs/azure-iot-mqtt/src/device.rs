//! Clients of devices.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_core::Stream;

/// A client: a stream of messages.
pub struct Client(());

/// What comes.
#[derive(Debug)]
pub struct Message;

/// What the client cannot go on from.
#[derive(Debug)]
pub struct Error;

impl Client {
    /// A client of a device.
    pub fn new(
        iothub_hostname: String,
        device_id: &str,
        authentication: crate::Authentication,
        transport: crate::Transport,
        will: Option<bytes::Bytes>,
        max_back_off: Duration,
        keep_alive: Duration,
    ) -> Result<Self, crate::CreateClientError> {
        Ok(Client(()))
    }
}

impl Stream for Client {
    type Item = Result<Message, Error>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(None)
    }
}
