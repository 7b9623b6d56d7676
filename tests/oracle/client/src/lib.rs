//! A client that opens no connection: it records which ones would be open, and which `connect` met another one of its
//! identity.
//!
//! Generated programs use [`Client`], [`Shared`] and [`cond`]; the batch that runs them uses [`run`].

mod handle;
mod record;
mod search;

pub use handle::{Client, Refused, Shared};
pub use search::{cond, run};
