//! The project's own macros are expanded in the syntax tree, before anything is lowered.
//!
//! A walk in the order of the text, because that is how `macro_rules!` are visible (`scope`). An invocation is replaced
//! by what it expands to (`tree`), as the piece of syntax that stands there; what that invokes is expanded in turn. An
//! invocation of a macro that is one of the project's but is not understood becomes a use of what it names, whatever a
//! well-known macro of its name would mean. Macros of others stay, with the project's own inside them expanded
//! (`inside`).

mod inside;
mod invoke;
mod scope;
mod tree;
mod under_cfg;

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use super::FileCx;
use super::macros::Budget;
use super::table::{MacroTable, MacroText};
use scope::{Definition, Scope};

/// As deep as rustc goes by default.
const MAX_DEPTH: u32 = 128;
/// How many invocations are expanded in one file.
const MAX_EXPANSIONS: u32 = 1 << 14;
/// How many tokens the macros of one file may expand to.
const MAX_TOKENS: usize = 1 << 18;
/// How many steps matching may take in one file, and parsing what was expanded inside others' arguments.
const MAX_STEPS: usize = 1 << 20;

/// Where a file stands in the project, if that is known: the table, and the file's module in it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place<'t> {
    pub(crate) table: &'t MacroTable,
    pub(crate) module: usize,
}

/// Expands the macros in a file. `depth` is how deep the file's text nests.
pub(super) fn expand(cx: &FileCx<'_>, file: &mut syn::File, place: Option<Place<'_>>, depth: u32) {
    let mut expander = Expander {
        cx,
        place,
        module: place.map(|p| p.module),
        scopes: vec![Scope::default()],
        bodies: 0,
        parsed: BTreeMap::new(),
        budget: Budget {
            tokens: MAX_TOKENS.into(),
            steps: MAX_STEPS.into(),
        },
        expansions: 0,
        depth: 0,
        nesting: depth,
    };
    expander.inherit();
    expander.items(&mut file.items);
}

struct Expander<'e, 't> {
    cx: &'e FileCx<'t>,
    place: Option<Place<'e>>,
    /// The module in the table in which the walk is.
    module: Option<usize>,
    /// What is visible by order of text, innermost last.
    scopes: Vec<Scope>,
    /// How many bodies the walk is in.
    bodies: u32,
    /// Macros of the table that were met.
    parsed: BTreeMap<*const MacroText, (Arc<MacroText>, Rc<Definition>)>,
    budget: Budget,
    /// How many there were so far.
    expansions: u32,
    /// How many expansions the walk is in.
    depth: u32,
    /// How deep the text and the expansions around nest together.
    nesting: u32,
}
