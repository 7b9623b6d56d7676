//! `task_left_running`: a task or thread still polls the old connection when a new one is made.

use double_connect_analysis::facts::Overlap;

use crate::context::Context;
use crate::diagnostic::Level;
use crate::registry::Lint;
use crate::remedy::{end_task, own_identity, reuse, wait_for};
use crate::story::{Report, task_or_thread};

pub(crate) static LINT: Lint = Lint {
    name: "task_left_running",
    level: Level::Deny,
    summary: "a task or thread still polls the old connection when a new one is made",
    explanation: include_str!("task_left_running.md"),
    check,
};

fn check(overlap: &Overlap, context: &Context) -> Option<Report> {
    let kind = overlap
        .holders
        .iter()
        .map(|h| h.kind)
        .find(|k| k.is_task())?;
    let who = task_or_thread(kind);
    if kind.is_unjoined() {
        let tail = format!("while a {who} that nothing has waited for may hold the first");
        let help = vec![wait_for(kind), own_identity()];
        return Some(Report::new(overlap, context, &tail, help));
    }
    let does = if context.is_polled(overlap.first.ty) {
        "polls"
    } else {
        "holds"
    };
    let tail = format!("while a {who} still {does} the first");
    Some(Report::new(
        overlap,
        context,
        &tail,
        vec![end_task(kind), reuse()],
    ))
}
