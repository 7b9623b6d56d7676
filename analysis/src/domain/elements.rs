//! How many elements of a collection are known one by one.

use double_connect_clients::TypeId;

use super::expr::Expr;
use super::state::{ObjId, State, Status};
use super::value::{CollVal, Val};
use crate::source::Span;

/// How many known elements a collection has; those in the middle are then forgotten, which can only miss a finding: what
/// is first and what is last can still be asked for.
pub(crate) const MAX_ELEMS: usize = 5;

/// How many elements a collection has that a loop or a recursion could have put there: connections of one identity that
/// one call opened. More of them say nothing that these do not, and each number would be a state of its own.
const MAX_ALIKE: usize = 2;

/// Adds an element at the end.
pub(crate) fn push(s: &State, c: &mut CollVal, key: Option<Expr>, elem: Val) {
    let surplus = if c.elems.len() >= MAX_ELEMS {
        Some(MAX_ELEMS / 2)
    } else if c.keyed {
        None
    } else {
        last_of_many(s, c, &elem)
    };
    if let Some(at) = surplus {
        c.elems.remove(at);
        match at {
            0 => c.open_ended = true,
            _ => c.gap = true,
        }
    }
    c.elems.push((key, elem));
}

/// The last of the elements that are like a new one, if there are as many as there can be.
fn last_of_many(s: &State, c: &CollVal, elem: &Val) -> Option<usize> {
    let like = kinds(s, elem);
    if like.is_empty() {
        return None;
    }
    let known = c.elems.iter().enumerate();
    let mut alike = known.filter(|(_, (_, v))| kinds(s, v) == like);
    alike.nth(MAX_ALIKE - 1).map(|(at, _)| at)
}

/// Which of the values that calls in progress hold say more than the others, as indices in an order that does not depend on
/// that of the calls: not those that hold connections like those of another one, and nothing else. A recursion has such at
/// each of its turns. What holds the connection `opened` says something in any case.
pub(crate) fn told_apart<T>(s: &State, held: &[(Val, T)], opened: Option<ObjId>) -> Vec<usize> {
    let with_kinds = held.iter().enumerate();
    let mut order: Vec<(Vec<Kind<'_>>, usize)> = with_kinds
        .map(|(index, (v, _))| (kinds(s, v), index))
        .collect();
    order.sort();
    let mut last: Option<Vec<Kind<'_>>> = None;
    order.retain(|(kinds, index)| {
        let more = |(v, _): &(Val, T)| holds_more(v, opened);
        if kinds.is_empty() || held.get(*index).is_some_and(more) {
            return true;
        }
        let new = last.as_ref() != Some(kinds);
        last = Some(kinds.clone());
        new
    });
    order.into_iter().map(|(_, index)| index).collect()
}

/// Whether a value holds, or can hold, more than connections that are known, or the one that has just opened.
fn holds_more(v: &Val, opened: Option<ObjId>) -> bool {
    let mut more = false;
    v.walk(&mut |v| {
        more |= match v {
            Val::Obj(id, _) => Some(*id) == opened,
            Val::Sym(..) | Val::Shared(_) | Val::Task(..) | Val::TaskSet(..) | Val::Fun(_) => true,
            _ => false,
        };
    });
    more
}

/// What tells a connection apart from others.
type Kind<'s> = (TypeId, Status, Option<&'s Expr>, Option<Span>);

/// What tells the connections in a value apart from others.
fn kinds<'s>(s: &'s State, v: &Val) -> Vec<Kind<'s>> {
    let mut out = Vec::new();
    v.walk(&mut |v| {
        if let Val::Obj(id, ty) = v
            && let Some(obj) = s.objs.get(id)
        {
            let opened = obj.opened.as_ref().map(|site| site.span);
            out.push((*ty, obj.status, obj.identity.as_ref(), opened));
        }
    });
    out
}
