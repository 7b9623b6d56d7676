//! The lints of cargo-double-connect: one file a lint, its explanation beside it.
//!
//! A lint only reads facts and makes [`Diagnostic`]s of them; it does no analysis and no output.

pub mod diagnostic;
pub mod levels;

pub use diagnostic::{Diagnostic, Label, LabelKind, Level, Suggestion};
pub use levels::{Levels, UnknownLint};
