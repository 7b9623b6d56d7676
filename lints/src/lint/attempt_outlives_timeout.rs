//! `attempt_outlives_timeout`: a connect that has timed out goes on, and is tried again.

use double_connect_analysis::facts::{DoubtKind, Overlap};

use crate::context::Context;
use crate::diagnostic::Level;
use crate::registry::Lint;
use crate::remedy::{close_first, wait_for};
use crate::story::Report;

pub(crate) static LINT: Lint = Lint {
    name: "attempt_outlives_timeout",
    level: Level::Warn,
    summary: "a connect that has timed out goes on behind the next attempt",
    explanation: include_str!("attempt_outlives_timeout.md"),
    check,
};

fn check(overlap: &Overlap, context: &Context) -> Option<Report> {
    overlap
        .doubt
        .filter(|doubt| doubt.why == DoubtKind::TimedOut && !overlap.side_by_side)?;
    let mut kinds = overlap.holders.iter().map(|h| h.kind);
    let help = match kinds.find(|kind| kind.is_unjoined()) {
        Some(kind) => vec![
            wait_for(kind),
            "or let the connect itself time out, by a setting of the client, so that nothing of it goes on"
                .to_owned(),
        ],
        None => {
            let name = overlap.holders.iter().find_map(|h| h.name.as_deref());
            vec![
                close_first(overlap, context, name),
                "or wait for the first attempt once more, or try again with its client".to_owned(),
            ]
        }
    };
    let tail = "beside an attempt that has only timed out";
    Some(Report::new(overlap, context, tail, help))
}
