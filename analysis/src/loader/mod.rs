//! Files of a project -> source map and module trees -> [`Program`].
//!
//! `tree` follows `mod` from file to file, `install` makes modules of files, `dir` knows where its
//! file lies, `macros` which macros are visible where, `read` is the only place that touches the disk, `cfg` says what
//! is left out, `reads` remembers what the disk has answered.

mod cfg;
mod dir;
mod install;
mod macros;
mod read;
mod reads;
mod tree;

use crate::input::ProjectInput;
use crate::names::{ExternNames, Program};

pub(crate) use cfg::Cfg;
pub use reads::Reads;
pub(crate) use tree::{Loaded, LoadedCrate};

/// Reads all targets of the input with the modules they declare, and resolves their names. Nothing outside
/// [`ProjectInput::root`] is read. What cannot be read is in [`Program::problems`]. Bodies that declare nothing are
/// parsed when they are asked for.
#[must_use]
pub fn load(input: &ProjectInput, names: &dyn ExternNames) -> Program {
    Program::new(input, tree::load_tree(input, false), names)
}

/// As [`load`], with all bodies parsed at once.
#[must_use]
pub fn load_whole(input: &ProjectInput, names: &dyn ExternNames) -> Program {
    Program::new(input, tree::load_tree(input, true), names)
}
