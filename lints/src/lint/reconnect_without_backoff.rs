//! `reconnect_without_backoff`: a connect that has failed is tried again at once, for ever.

use double_connect_analysis::facts::OpenSite;

use crate::context::Context;
use crate::diagnostic::{Label, LabelKind, Level, Step};
use crate::registry::Lint;
use crate::story::Report;

pub(crate) static LINT: Lint = Lint {
    name: "reconnect_without_backoff",
    level: Level::Warn,
    summary: "a connect that has failed is tried again in a loop with nothing that takes time in between",
    explanation: include_str!("reconnect_without_backoff.md"),
    check: |_, _| None,
};

/// The report of a connect that is tried again at once.
pub(crate) fn report(open: &OpenSite, context: &Context) -> Report {
    let mut labels = vec![Label {
        span: open.span,
        message: "when this fails, it is called again with no delay".to_owned(),
        kind: LabelKind::Primary,
        step: Step::SecondOpens,
    }];
    if let Some(call) = open.chain.first().filter(|call| **call != open.span) {
        labels.push(Label {
            span: *call,
            message: "the loop comes back to it through this call".to_owned(),
            kind: LabelKind::Secondary,
            step: Step::WayToSecond,
        });
    }
    if let Some(name) = context.expansion(open.span) {
        labels[0]
            .message
            .push_str(&format!(", in this expansion of `{name}!`"));
    }
    Report {
        message: "connect is tried again at once when it has failed".to_owned(),
        labels,
        notes: vec![
            "where the service refuses or cannot be reached, this is a storm of connects; with one that has not noticed a \
             lost connection yet, it is what makes cause 1 on Microsoft's page about 409002 worse"
                .to_owned(),
        ],
        help: vec![
            "wait before the next attempt, longer after each failure, and not the same time on every device (exponential \
             back-off with jitter)"
                .to_owned(),
        ],
    }
}
