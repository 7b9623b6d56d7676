//! `kept_while_open`: the old handle was leaked, stored, cloned or is kept by the client itself.

use double_connect_analysis::facts::{Holder, HolderKind, Overlap};

use crate::context::Context;
use crate::diagnostic::Level;
use crate::registry::Lint;
use crate::remedy::{by_call, reuse};
use crate::story::{Report, is_slot, quoted};

pub(crate) static LINT: Lint = Lint {
    name: "kept_while_open",
    level: Level::Deny,
    summary: "the old handle was leaked, stored away, cloned, or is kept open by the client itself",
    explanation: include_str!("kept_while_open.md"),
    check,
};

fn check(overlap: &Overlap, context: &Context) -> Option<Report> {
    let keeper = overlap.holders.iter().find(|h| keeps(h, overlap))?;
    let named = keeper.name.as_ref().map(|n| format!("`{}`", quoted(n)));
    let name = |other: &str| named.clone().unwrap_or_else(|| other.to_owned());
    let tail = match keeper.kind {
        HolderKind::Leak => "while the leaked first one is still open".to_owned(),
        HolderKind::Static => format!("while {} still holds the first", name("a static")),
        HolderKind::Collection => format!("while {} still holds the first", name("a collection")),
        HolderKind::Clone => format!("while {} still holds the first", name("a clone")),
        HolderKind::Itself => "while the first keeps itself open".to_owned(),
        _ => "while the client's background task keeps the first open".to_owned(),
    };
    let help = match keeper.kind {
        HolderKind::Leak => vec!["do not leak the handle: keep it in a variable or a field, and close it before connecting".into()],
        HolderKind::Static => vec![format!("take the old handle out of {} and close it before connecting", name("the static")), reuse()],
        HolderKind::Collection => {
            vec![format!("remove the old handle from {} and close it before connecting", name("the collection")), reuse()]
        }
        HolderKind::Clone => vec!["drop every clone before connecting: the last one closes the connection".into(), reuse()],
        HolderKind::Itself => vec![
            by_call(overlap, context, "the first client"),
            "let the callback hold no clone of its own client, and await or drop pending tokens first".into(),
        ],
        _ => vec![by_call(overlap, context, "the first client"), "dropping the handle does not end the background task".into()],
    };
    Some(Report::new(overlap, context, &tail, help))
}

/// Whether a holder keeps the connection away from the code that connects. A static or collection whose slot the second
/// connection overwrites does not: the old value drops there, only too late.
pub(super) fn keeps(holder: &Holder, overlap: &Overlap) -> bool {
    match holder.kind {
        HolderKind::Leak | HolderKind::Clone | HolderKind::Itself | HolderKind::Background => true,
        HolderKind::Static | HolderKind::Collection => !overlap
            .overwritten
            .as_ref()
            .is_some_and(|slot| is_slot(holder, slot)),
        _ => false,
    }
}
