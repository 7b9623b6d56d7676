//! The lints of cargo-double-connect: one file a lint, its explanation beside it.
//!
//! A lint only reads facts and makes [`Diagnostic`]s of them; it does no analysis and no output.

mod context;
pub mod diagnostic;
mod fingerprint;
mod groups;
mod levels;
mod lint;
mod notes;
mod registry;
mod remedy;
mod story;
mod suggest;
mod suppress;
#[cfg(test)]
mod test_facts;

pub use context::Context;
pub use diagnostic::{Diagnostic, Label, LabelKind, Level, Step, Suggestion};
pub use fingerprint::fingerprint_of_texts;
pub use groups::{GROUPS, Group};
pub use levels::{Levels, UnknownLint};
pub use registry::{Checked, LINTS, Lint, check, check_by_place, default_levels, find};
pub use story::Report;
pub use suppress::{Entry, Suppression};
