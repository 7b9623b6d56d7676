//! A client that opens no connection: it records which ones would be open, and which `connect` met another one of its
//! identity.
//!
//! Generated programs use the handles and [`cond`]; the batch that runs them uses [`run`]. There are two styles: a handle
//! whose life is the connection's ([`Client`], [`Shared`]), and a [`Sender`] that feeds an [`EventLoop`]. Both connect by
//! plain calls and by futures, which wait before they do; `runtime/` runs them.

mod events;
mod handle;
pub mod mpsc;
mod once;
mod record;
mod search;
pub mod thread;
mod waiting;

pub use events::{EventLoop, Sender};
pub use handle::{Client, Refused, Shared};
pub use once::OnceLock;
pub use record::{enter, entered, joined, spawned};
pub use search::{alone, cond, run};
pub use waiting::{Pause, pause, set_paused, take_paused};
