//! `reconnect_beside_auto_reconnect`: the first connection's client reconnects by itself, and is not given the time to.

use double_connect_analysis::facts::{DoubtKind, Overlap};

use crate::context::Context;
use crate::diagnostic::Level;
use crate::lint::kept_while_open::keeps;
use crate::registry::Lint;
use crate::remedy::close_first;
use crate::story::Report;

pub(crate) static LINT: Lint = Lint {
    name: "reconnect_beside_auto_reconnect",
    level: Level::Warn,
    summary: "a new client is made for a connection whose own client reconnects by itself",
    explanation: include_str!("reconnect_beside_auto_reconnect.md"),
    check,
};

fn check(overlap: &Overlap, context: &Context) -> Option<Report> {
    // Where two run side by side it is not the failure that leads to the second connect.
    overlap.doubt.filter(|doubt| {
        doubt.comes_back && doubt.why != DoubtKind::TimedOut && !overlap.side_by_side
    })?;
    // Where a task makes it come back, or the handle is out of reach, that is the thing to mend.
    if context.is_polled(overlap.first.ty) || overlap.holders.iter().any(|h| keeps(h, overlap)) {
        return None;
    }
    let name = overlap.holders.iter().find_map(|h| h.name.as_deref());
    let help = vec![
        close_first(overlap, context, name),
        "or go on with the first client, which reconnects by itself, and try a failed operation again on it"
            .to_owned(),
    ];
    let tail = "beside the first, which reconnects by itself";
    Some(Report::new(overlap, context, tail, help))
}
