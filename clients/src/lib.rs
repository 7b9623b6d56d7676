//! What is known of each client crate and runtime, as data (`*.toml` beside `src`), and the schema of it.
//!
//! This crate knows no Rust syntax and no lint.

pub mod access;
pub mod model;
mod set;

pub use set::{ClientSet, Model, ModelError, ModelId, TypeId};
