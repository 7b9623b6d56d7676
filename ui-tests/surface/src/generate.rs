//! Rust text that uses names: for each one function on one line, so that what the compiler says of a line is said of a name.

use std::fmt::Write;

use crate::crates::Crate;
use crate::names::Name;

/// Rust text, and what its lines are for.
#[derive(Default)]
pub struct Text {
    /// The text.
    pub text: String,
    /// For each line (the first is 0), which use: an index into those given, in their order.
    pub lines: Vec<usize>,
}

/// A name in a crate.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    /// The crate's alias.
    pub alias: String,
    /// The name.
    pub name: Name,
}

impl Use {
    /// A name in a crate.
    #[must_use]
    pub fn new(krate: &Crate, name: &Name) -> Self {
        Use {
            alias: krate.alias.clone(),
            name: name.clone(),
        }
    }
}

/// Uses that say only whether the names are there.
#[must_use]
pub fn existence(uses: &[Use]) -> Text {
    write(uses, |out, n, Use { alias, name }| match name {
        Name::Type(path) => write!(out, "#[allow(unused)] use {alias}::{path} as _T{n};"),
        Name::Call(path, _) => write!(out, "fn _f{n}() {{ let _ = {alias}::{path}; }}"),
        Name::Variant(path) => {
            write!(out, "fn _f{n}() {{ if let {alias}::{path} {{ .. }} = loop {{}} {{}} }}")
        }
        Name::Field(ty, field) => write!(
            out,
            "fn _f{n}() {{ let {alias}::{ty} {{ {field}: _, .. }} = loop {{}}; }}"
        ),
    })
}

/// Calls without arguments: the compiler says how many there should be.
#[must_use]
pub fn bare_calls(uses: &[Use]) -> Text {
    write(uses, |out, n, Use { alias, name }| {
        let path = name.path();
        write!(out, "fn _f{n}() {{ let _ = {alias}::{path}(); }}")
    })
}

/// Calls with `arguments[n]` arguments of the type that fits everywhere, and awaited.
#[must_use]
pub fn awaited_calls(uses: &[Use], arguments: &[u32]) -> Text {
    write(uses, |out, n, Use { alias, name }| {
        let path = name.path();
        let count = arguments.get(n).copied().unwrap_or(0) as usize;
        let given = vec!["loop {}"; count].join(", ");
        write!(out, "async fn _f{n}() {{ {alias}::{path}({given}).await; }}")
    })
}

fn write(
    uses: &[Use],
    one: impl Fn(&mut String, usize, &Use) -> std::fmt::Result,
) -> Text {
    let mut text = Text::default();
    for (n, used) in uses.iter().enumerate() {
        // Writing into a string does not fail.
        let _ = one(&mut text.text, n, used);
        text.text.push('\n');
        text.lines.push(n);
    }
    text
}
