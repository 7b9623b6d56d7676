//! How many elements of a collection are known one by one.

use double_connect_clients::TypeId;

use super::expr::Expr;
use super::state::{Obj, ObjId, State, Status};
use super::value::{CollVal, Val};
use crate::source::Span;

/// How many known elements a collection has; those in the middle are then forgotten, which can only miss a finding: what
/// is first and what is last can still be asked for.
pub(crate) const MAX_ELEMS: usize = 8;

/// How many elements a collection has one by one that a loop or a recursion could have put there: connections of one
/// identity that one call opened. More of them say nothing that these do not, and each number would be a state of its own.
const MAX_ALIKE: usize = 2;

/// Adds an element at the end.
pub(crate) fn push(s: &State, c: &mut CollVal, key: Option<Expr>, elem: Val) {
    if c.elems.len() >= MAX_ELEMS {
        forget(c, MAX_ELEMS / 2);
    } else if !c.keyed
        && let Some((before, at)) = last_of_many(s, c, &elem)
    {
        if before + 1 == at
            && c.repeat.is_none_or(|repeat| repeat == before)
            && like(s, c, before, at)
        {
            c.elems.remove(at);
            c.repeat = Some(before);
        } else {
            forget(c, at);
        }
    }
    c.elems.push((key, elem));
}

/// Adds the elements of another collection at the end.
pub(crate) fn append(s: &State, c: &mut CollVal, other: CollVal) {
    let repeat = other.repeat;
    for (at, (key, elem)) in other.elems.into_iter().enumerate() {
        push(s, c, key, elem);
        if repeat == Some(at) {
            c.tell_apart();
            c.repeat = c.elems.len().checked_sub(1);
        }
    }
}

/// Takes a known element out: each time with what is left. One that stands for several can be the last of them, or a copy.
pub(crate) fn taken(s: &State, c: &CollVal, at: usize) -> Vec<(State, CollVal, Val)> {
    let mut out = Vec::new();
    if c.repeat == Some(at)
        && let Some((_, elem)) = c.elems.get(at)
    {
        let mut s = s.clone();
        let copy = copied(&mut s, elem);
        out.push((s, c.clone(), copy));
    }
    let mut rest = c.clone();
    let elem = rest.take(at);
    out.push((s.clone(), rest, elem));
    out
}

/// The collections that one is of which an element stands for several: with just that one, or with another like it and any
/// number in between of which nothing is known. What is then done to one is not done to the other.
pub(crate) fn apart(s: &State, c: &CollVal) -> Vec<(State, CollVal)> {
    let Some(at) = c.repeat else {
        return vec![(s.clone(), c.clone())];
    };
    let mut one = c.clone();
    one.repeat = None;
    let mut several = one.clone();
    let mut with_copy = s.clone();
    if let Some((key, elem)) = c.elems.get(at) {
        let copy = copied(&mut with_copy, elem);
        several.elems.insert(at + 1, (key.clone(), copy));
    }
    several.forget_behind(at + 1);
    vec![(s.clone(), one), (with_copy, several)]
}

/// Forgets an element.
fn forget(c: &mut CollVal, at: usize) {
    c.take(at);
    c.forget_behind(at);
}

/// The last two of the elements that are like a new one, if there are as many as there can be.
fn last_of_many(s: &State, c: &CollVal, elem: &Val) -> Option<(usize, usize)> {
    let new = kinds(s, elem);
    if new.is_empty() {
        return None;
    }
    let known = c.elems.iter().enumerate();
    let alike: Vec<usize> = known
        .filter(|(_, (_, v))| kinds(s, v) == new)
        .map(|(at, _)| at)
        .collect();
    match alike[..] {
        [.., before, at] if alike.len() >= MAX_ALIKE => Some((before, at)),
        _ => None,
    }
}

/// Whether two elements that hold connections of one kind differ in nothing but in which they hold, and on which way those
/// were opened.
fn like(s: &State, c: &CollVal, a: usize, b: usize) -> bool {
    let face = |at: usize| {
        let (_, elem) = c.elems.get(at)?;
        let mut plain = true;
        let mut objs = Vec::new();
        let face = elem.map(
            &mut |leaf| match leaf {
                Val::Obj(id, ty) => {
                    let obj = s.objs.get(id);
                    plain &= obj.is_some_and(Obj::is_plain);
                    objs.push(
                        obj.map(|o| (o.queued, o.reopens, o.anew, &o.endpoint, o.reconnects, o.on)),
                    );
                    Val::Obj(ObjId(0), *ty)
                }
                Val::Shared(_) | Val::Ref(_) | Val::Guard(_) | Val::Task(..) | Val::TaskSet(..) => {
                    plain = false;
                    leaf.clone()
                }
                _ => leaf.clone(),
            },
            &mut Expr::clone,
        );
        plain.then_some((face, objs))
    };
    face(a).is_some_and(|a| face(b) == Some(a))
}

/// A copy of an element with connections of its own.
fn copied(s: &mut State, elem: &Val) -> Val {
    elem.map(
        &mut |leaf| match leaf {
            Val::Obj(id, ty) => match s.objs.get(id).cloned() {
                Some(obj) => Val::Obj(s.add_obj(obj), *ty),
                None => leaf.clone(),
            },
            _ => leaf.clone(),
        },
        &mut Expr::clone,
    )
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
