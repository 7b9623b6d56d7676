//! `link_attached_twice`: the same link is attached on two sessions, or on two connections of one identity.

use double_connect_analysis::facts::Overlap;
use double_connect_clients::model::Exclusive;

use crate::context::Context;
use crate::diagnostic::Level;
use crate::registry::Lint;
use crate::remedy::by_call;
use crate::story::{Report, quoted};

pub(crate) static LINT: Lint = Lint {
    name: "link_attached_twice",
    level: Level::Deny,
    summary: "a link of one name and direction, or of one epoch, is attached while it is still attached elsewhere",
    explanation: include_str!("link_attached_twice.md"),
    check,
};

fn check(overlap: &Overlap, context: &Context) -> Option<Report> {
    let other = match context.exclusive(overlap.second.ty) {
        Exclusive::Link => "or give each link a name of its own",
        Exclusive::Epoch => "or read the partition with one receiver",
        Exclusive::Identity | Exclusive::None => return None,
    };
    let holder = overlap.holders.iter().find_map(|h| h.name.as_deref());
    let whom = holder.map_or_else(
        || "the first link".to_owned(),
        |name| format!("`{}`", quoted(name)),
    );
    let help = vec![by_call(overlap, context, &whom), other.to_owned()];
    Some(Report::new(
        overlap,
        context,
        "while the first is still attached",
        help,
    ))
}
