//! `drop_then_connect`: the drop of the first connection has only asked for its close when the second one opens.

use double_connect_analysis::facts::{HolderKind, Overlap};
use double_connect_clients::model::Exclusive;

use crate::context::Context;
use crate::diagnostic::Level;
use crate::registry::Lint;
use crate::remedy::by_call;
use crate::story::Report;

pub(crate) static LINT: Lint = Lint {
    name: "drop_then_connect",
    level: Level::Warn,
    summary: "a drop only asks for the close, and a connect of the same identity follows at once",
    explanation: include_str!("drop_then_connect.md"),
    check,
};

fn check(overlap: &Overlap, context: &Context) -> Option<Report> {
    let mut holders = overlap.holders.iter();
    if !holders.all(|h| h.kind == HolderKind::Closing) {
        return None;
    }
    let tail = match context.exclusive(overlap.second.ty) {
        Exclusive::Link | Exclusive::Epoch => {
            "right after a drop that has only asked for the detach"
        }
        Exclusive::Identity | Exclusive::None => {
            "right after a drop that has only asked for the close"
        }
    };
    let help = match context.closing_method(overlap.first.ty) {
        Some(_) => vec![by_call(
            overlap,
            context,
            "the first one instead of dropping it,",
        )],
        None => vec![
            "wait after the drop until the first one is gone".to_owned(),
            "or go on with the first one: ask for a new one only when the last one is gone"
                .to_owned(),
        ],
    };
    Some(Report::new(overlap, context, tail, help))
}
