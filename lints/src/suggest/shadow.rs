//! A shadowed variable drops before the one of its name is declared.

use double_connect_analysis::facts::{Facts, HolderKind, Overlap};
use double_connect_analysis::source::Span;
use double_connect_clients::model::DropEffect;

use super::body::Body;
use super::{Change, Words, applicability, insert_before, opens_in};
use crate::context::Context;
use crate::remedy::is_variable;

/// `drop(client);` in front of `let client = connect()?;`, in the block of the first `client`.
pub(super) fn drop_shadowed(overlap: &Overlap, context: &Context, facts: &Facts) -> Option<Change> {
    let shadow = overlap.shadowed_by?;
    let [holder] = overlap.holders.as_slice() else {
        return None;
    };
    let name = holder.name.as_deref().filter(|name| is_variable(name))?;
    let declared = holder.span.filter(|span| span.file == shadow.file)?;
    let closes = context.drop_effect(overlap.first.ty) == DropEffect::Closes;
    if holder.kind != HolderKind::Variable || !closes || facts.sources.text(shadow) != name {
        return None;
    }
    let body = Body::around(facts, shadow)?;
    let first = body.let_of(declared.start as usize)?;
    let at = body.let_of(shadow.start as usize)?;
    let end = body.end_of_statement(at);
    let place = Span {
        start: at as u32,
        end: end as u32,
        ..shadow
    };
    // Nobody can name the first one behind the second; before, it must not be in use, nor anything made of it.
    if !opens_in(overlap, place)
        || !body.same_block(first, at)
        || body.mentions(shadow.end as usize..end, name)
    {
        return None;
    }
    let from = declared.end as usize;
    let plain = body.only_borrows(from..at, name) && body.is_forgotten(from..at, name);
    Some(Change {
        edit: insert_before(facts, place, &format!("drop({name});")),
        applicability: applicability(plain),
        words: Words::First,
    })
}
