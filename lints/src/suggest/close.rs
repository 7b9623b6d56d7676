//! A close that takes effect.

use double_connect_analysis::facts::{AttemptKind, CloseAttempt, Facts, HolderKind, Overlap};
use double_connect_analysis::source::Span;
use double_connect_clients::model::{DropEffect, When};

use super::body::Body;
use super::{Change, Words, applicability, is_statement};
use crate::context::Context;
use crate::remedy::is_variable;

/// `client.disconnect().await` for `client.disconnect()`, where the call is the one that closes.
pub(super) fn await_close(overlap: &Overlap, context: &Context, facts: &Facts) -> Option<Change> {
    let attempt = only(overlap, &[AttemptKind::NotAwaited])?;
    let (method, when) = context.closing_method(overlap.first.ty)?;
    let call = facts.sources.text(attempt.span);
    let named = call
        .trim_end()
        .strip_suffix(')')
        .and_then(|call| call.rsplit_once(&format!(".{method}(")))
        .is_some_and(|(_, arguments)| !arguments.contains(['(', ')']));
    let body = Body::around(facts, attempt.span)?;
    if when != When::Await || !named || !body.can_await(attempt.span.start as usize) {
        return None;
    }
    let rest = &facts.sources.file(attempt.span.file).text[attempt.span.end as usize..];
    let end = Span {
        start: attempt.span.end,
        ..attempt.span
    };
    Some(Change {
        edit: (end, ".await".to_owned()),
        // What the future gives may have another type than the future: nobody must have it.
        applicability: applicability(
            is_statement(facts, attempt.span) && rest.trim_start().starts_with(';'),
        ),
        words: Words::First,
    })
}

/// `drop(eventloop);` behind `drop(client);` or `client.disconnect().await?;`, where nobody polls the event loop.
pub(super) fn drop_owner(overlap: &Overlap, context: &Context, facts: &Facts) -> Option<Change> {
    let why = [AttemptKind::SenderDropped, AttemptKind::QueuedUnpolled];
    let attempt = only(overlap, &why)?;
    let [holder] = overlap.holders.as_slice() else {
        return None;
    };
    let name = holder.name.as_deref().filter(|name| is_variable(name))?;
    let declared = holder.span.filter(|span| span.file == attempt.span.file)?;
    let closes = context.drop_effect(overlap.first.ty) == DropEffect::Closes;
    let body = Body::around(facts, attempt.span)?;
    let at = body.end_of_statement(attempt.span.start as usize);
    let first = body.let_of(declared.start as usize)?;
    // Behind the drop only another variable may have the name.
    let free = body.is_free_behind(at, name) && body.same_block(first, attempt.span.start as usize);
    if holder.kind != HolderKind::Variable || !closes || !free || at == 0 {
        return None;
    }
    let from = declared.end as usize;
    let plain = body.only_borrows(from..at, name) && body.is_forgotten(from..at, name);
    let end = Span {
        start: at as u32,
        end: at as u32,
        ..attempt.span
    };
    let text = &facts.sources.file(end.file).text[..attempt.span.start as usize];
    let line = text.rfind('\n').map_or(0, |at| at + 1);
    let width = text[line..].len() - text[line..].trim_start().len();
    let indent = &text[line..line + width];
    Some(Change {
        edit: (end, format!("\n{indent}drop({name});")),
        // A close that is only queued is not sent any more then: the service sees the connection go without a word.
        applicability: applicability(plain && attempt.why == AttemptKind::SenderDropped),
        words: Words::First,
    })
}

/// The one attempt to close that there is, if it failed for one of some reasons.
fn only<'o>(overlap: &'o Overlap, why: &[AttemptKind]) -> Option<&'o CloseAttempt> {
    match overlap.attempts.as_slice() {
        [attempt] if why.contains(&attempt.why) => Some(attempt),
        _ => None,
    }
}
