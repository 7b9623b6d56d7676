//! `overwrite_while_open`: the new connection opens before the slot's old value drops.

use double_connect_analysis::facts::{HolderKind, Overlap};
use double_connect_clients::model::DropEffect;

use crate::context::Context;
use crate::diagnostic::Level;
use crate::registry::Lint;
use crate::remedy::{by_call, is_variable};
use crate::story::{Report, quoted};

pub(crate) static LINT: Lint = Lint {
    name: "overwrite_while_open",
    level: Level::Deny,
    summary: "the new connection opens before the slot's old value drops",
    explanation: include_str!("overwrite_while_open.md"),
    check,
};

fn check(overlap: &Overlap, context: &Context) -> Option<Report> {
    let slot = overlap.overwritten.as_ref()?;
    let name = quoted(&slot.name);
    Some(Report::new(
        overlap,
        context,
        &format!("before `{name}` drops the first"),
        help(overlap, context, &name),
    ))
}

fn help(overlap: &Overlap, context: &Context, name: &str) -> Vec<String> {
    if overlap
        .holders
        .iter()
        .any(|h| h.kind == HolderKind::Collection)
    {
        return vec![format!(
            "remove the old entry of `{name}` and close it, in a statement before this one"
        )];
    }
    if overlap.holders.iter().any(|h| h.kind == HolderKind::Static) {
        return vec![format!(
            "take the old value out of `{name}` and close it, in a statement before this one"
        )];
    }
    let drops = context.drop_effect(overlap.first.ty) == DropEffect::Closes;
    match context.closing_method(overlap.first.ty) {
        Some(_) if !drops => vec![by_call(overlap, context, &format!("`{name}`"))],
        _ if is_variable(name) => vec![format!(
            "drop the old value in a statement before this one: `drop({name});`, or `{name} = None;` for an `Option`"
        )],
        _ => vec![
            format!(
                "empty it in a statement before this one, so that the old value drops first: `{name} = None;`"
            ),
            format!(
                "where `{name}` is no `Option`, make it one: it has to be empty while no connection is open"
            ),
        ],
    }
}
