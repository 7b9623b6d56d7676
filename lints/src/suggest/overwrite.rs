//! The old value of a slot drops before the new one is made.

use double_connect_analysis::facts::{Facts, HolderKind, Overlap};
use double_connect_clients::model::DropEffect;

use super::body::Body;
use super::{Change, Words, applicability, insert_before, is_statement, opens_in};
use crate::context::Context;
use crate::remedy::is_variable;

/// `drop(client);` in front of `client = connect()?;`.
pub(super) fn drop_variable(overlap: &Overlap, context: &Context, facts: &Facts) -> Option<Change> {
    let slot = overlap.overwritten.as_ref()?;
    let name = slot.name.as_str();
    let [holder] = overlap.holders.as_slice() else {
        return None;
    };
    let is_slot = holder.kind == HolderKind::Variable && holder.name.as_deref() == Some(name);
    if !is_slot || !is_variable(name) || !closes(overlap, context) {
        return None;
    }
    let (target, value) = facts.sources.text(slot.span).split_once('=')?;
    if target.trim() != name || !opens_in(overlap, slot.span) || !is_statement(facts, slot.span) {
        return None;
    }
    let (start, end) = (slot.span.start as usize, slot.span.end as usize);
    let values = end - value.len()..end;
    let body = Body::around(facts, slot.span);
    // An `Option` is emptied.
    if is_some(value)
        || body
            .as_ref()
            .is_some_and(|b| b.mentions(values.clone(), name))
    {
        return None;
    }
    let plain = body.is_some_and(|body| {
        let here = |span: &double_connect_analysis::source::Span| span.file == slot.span.file;
        let declared = holder.span.filter(here).map(|span| span.end as usize);
        declared.is_some_and(|from| from <= start && body.only_borrows(from..start, name))
            && body.is_independent(values, name)
    });
    Some(Change {
        edit: insert_before(facts, slot.span, &format!("drop({name});")),
        applicability: applicability(plain && !leaves(value)),
        words: Words::First,
    })
}

/// `self.client = None;` in front of `self.client = Some(connect());`.
pub(super) fn empty_option(overlap: &Overlap, context: &Context, facts: &Facts) -> Option<Change> {
    let slot = overlap.overwritten.as_ref()?;
    let text = facts.sources.text(slot.span);
    let (target, value) = text.split_once('=')?;
    let (target, place) = (target.trim(), target.trim().trim_start_matches('*'));
    let is_slot = place == slot.name || target == slot.name;
    let is_path = place
        .split('.')
        .all(|part| !part.trim().is_empty() && is_variable(part.trim()));
    if !is_slot || !is_path || !is_some(value) || !is_statement(facts, slot.span) {
        return None;
    }
    if !closes(overlap, context) || !opens_in(overlap, slot.span) {
        return None;
    }
    let end = slot.span.end as usize;
    let body = Body::around(facts, slot.span)?;
    let independent = body.is_independent(end - value.len()..end, place);
    if !independent && body.mentions(end - value.len()..end, place) {
        return None;
    }
    Some(Change {
        edit: insert_before(facts, slot.span, &format!("{target} = None;")),
        // Where the connect fails, the slot is left empty: that may be wanted, but is another program.
        applicability: applicability(independent && !value.contains('?') && !leaves(value)),
        words: Words::Instead(format!(
            "empty it in a statement before this one, so that the old value drops first: `{target} = None;`"
        )),
    })
}

/// Whether dropping the first connection's handle closes it at once.
fn closes(overlap: &Overlap, context: &Context) -> bool {
    context.drop_effect(overlap.first.ty) == DropEffect::Closes
}

fn is_some(value: &str) -> bool {
    let value = value.trim_start();
    value
        .strip_prefix("Some")
        .is_some_and(|rest| rest.trim_start().starts_with('('))
}

/// Whether a value's computation can go on elsewhere in the same body, where the slot may be used.
fn leaves(value: &str) -> bool {
    ["break", "continue", "async", "|"]
        .iter()
        .any(|word| value.contains(word))
}
