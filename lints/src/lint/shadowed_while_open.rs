//! `shadowed_while_open`: a shadowed or merely unused handle lives on to the end of its scope.

use double_connect_analysis::facts::{Holder, HolderKind, Overlap};

use crate::context::Context;
use crate::diagnostic::Level;
use crate::registry::Lint;
use crate::remedy::close_first;
use crate::story::{Report, quoted};

pub(crate) static LINT: Lint = Lint {
    name: "shadowed_while_open",
    level: Level::Deny,
    summary: "a shadowed or merely unused handle stays open to the end of its scope",
    explanation: include_str!("shadowed_while_open.md"),
    check,
};

fn check(overlap: &Overlap, context: &Context) -> Option<Report> {
    let variable = overlap
        .holders
        .iter()
        .find(|h| h.kind == HolderKind::Variable);
    let (holder, how) = match overlap.shadowed_by {
        Some(_) => (variable, "shadowed"),
        None => (Some(unused(overlap)?), "unused"),
    };
    let name = holder.and_then(|h| h.name.as_deref());
    let what = name.map_or_else(|| "handle".to_owned(), |n| format!("`{}`", quoted(n)));
    let help = match name {
        Some(_) if how == "shadowed" => vec![
            close_first(overlap, context, name),
            "shadowing drops nothing: the first handle lives on to the end of its scope, without a name".into(),
        ],
        Some(n) if n.starts_with('_') => vec![
            close_first(overlap, context, name),
            format!("only the pattern `_` alone drops at once; `{}` is a variable and lives on", quoted(n)),
        ],
        _ => vec![close_first(overlap, context, name)],
    };
    Some(Report::new(
        overlap,
        context,
        &format!("while the {how} {what} still holds the first"),
        help,
    ))
}

/// A variable that nothing uses after its declaration, if variables are all that keeps the connection open.
fn unused(overlap: &Overlap) -> Option<&Holder> {
    let variables = overlap
        .holders
        .iter()
        .all(|h| h.kind == HolderKind::Variable);
    overlap.holders.iter().find(|h| variables && h.uses == 0)
}
