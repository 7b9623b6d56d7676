//! `duplicate_identity`: two programs of a workspace connect with one identity.

use double_connect_analysis::facts::{HolderKind, Overlap};

use crate::context::Context;
use crate::diagnostic::Level;
use crate::registry::Lint;
use crate::story::{Report, quoted};

pub(crate) static LINT: Lint = Lint {
    name: "duplicate_identity",
    level: Level::Warn,
    summary: "two programs of the workspace connect with one identity to one broker",
    explanation: include_str!("duplicate_identity.md"),
    check,
};

fn check(overlap: &Overlap, context: &Context) -> Option<Report> {
    let program = overlap
        .holders
        .iter()
        .find(|h| h.kind == HolderKind::Program)?;
    let name = program.name.as_deref().unwrap_or("another program");
    let tail = format!("while the program `{}` holds the first", quoted(name));
    let help = vec![
        "give each program an identity of its own".to_owned(),
        "or connect in one of them, and let the other one talk to that".to_owned(),
    ];
    Some(Report::new(overlap, context, &tail, help))
}
