//! A client that opens no connection: it records which ones would be open, and which `connect` met another one of its
//! identity.
//!
//! Generated programs use the handles and [`cond`]; the batch that runs them uses [`run`]. There are two styles: a handle
//! whose life is the connection's ([`Client`], [`Shared`]), and a [`Sender`] that feeds an [`EventLoop`]. `poll` is a plain
//! call; an `async` one belongs beside it when the generator makes futures.

mod events;
mod handle;
mod record;
mod search;

pub use events::{EventLoop, Sender};
pub use handle::{Client, Refused, Shared};
pub use search::{cond, run};
