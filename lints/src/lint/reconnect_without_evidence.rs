//! `reconnect_without_evidence`: an operation has failed, which proves nothing, and a connect follows.

use double_connect_analysis::facts::{DoubtKind, Overlap};

use crate::context::Context;
use crate::diagnostic::Level;
use crate::registry::Lint;
use crate::remedy::close_first;
use crate::story::Report;

pub(crate) static LINT: Lint = Lint {
    name: "reconnect_without_evidence",
    level: Level::Warn,
    summary: "a reconnect after a failed operation that proves nothing about the connection",
    explanation: include_str!("reconnect_without_evidence.md"),
    check,
};

fn check(overlap: &Overlap, context: &Context) -> Option<Report> {
    // Where two run side by side it is not the failure that leads to the second connect.
    overlap.doubt.filter(|doubt| {
        !doubt.comes_back && doubt.why != DoubtKind::TimedOut && !overlap.side_by_side
    })?;
    let name = overlap.holders.iter().find_map(|h| h.name.as_deref());
    let help = vec![
        close_first(overlap, context, name),
        "or reconnect only after what proves that the first is gone, and try a failed operation again on it"
            .to_owned(),
    ];
    let tail = "after a failure that does not prove the first to be gone";
    Some(Report::new(overlap, context, tail, help))
}
