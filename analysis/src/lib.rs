//! From source text to facts: source -> names -> flow graph -> states -> facts.
//!
//! This crate knows no lint and no output format, does no I/O beyond its source loader, and does not fail: it returns
//! what it understood and says what it did not.

pub mod facts;
pub mod input;
pub mod ir;
pub mod loader;
pub mod lower;
pub mod names;
pub mod source;
