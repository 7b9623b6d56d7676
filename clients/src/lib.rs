//! What is known of each client crate and runtime, as data (`*.toml` beside `src`), and the schema of it.
//!
//! This crate knows no Rust syntax and no lint. It reads no file: the built-in models are part of it, a user's come as
//! text.

pub mod access;
mod builtin;
mod check;
mod entry;
mod error;
mod index;
pub mod model;
mod parse;
#[cfg(feature = "schema")]
mod schema;
mod set;
mod versions;

pub use error::{ModelError, ModelErrorKind};
pub use index::{CallModel, Model};
#[cfg(feature = "schema")]
pub use schema::schema;
pub use set::{ClientSet, Fit, ModelId, TypeId};
