//! Whether what a callee assumes fits what the caller knows.

use super::channel::Ends;
use super::memory::assume;
use super::subst::Subst;
use crate::domain::expr::Expr;
use crate::domain::question::Question;
use crate::domain::state::Shape;
use crate::domain::{State, Val};

/// Whether an assumption of the callee fits what the caller knows; what the caller did not know is assumed there too.
pub(super) fn fits(sub: &mut Subst<'_, '_>, s: &mut State, e: &Expr, shape: &Shape) -> bool {
    if let (Some(question), Shape::Bool(b)) = (Question::of(e), shape)
        && let Some(fits) = answer(sub, s, question, *b)
    {
        return fits;
    }
    if e.is_input() {
        let v = sub.input(e);
        return match (sub.solver.through(sub.before, &v), shape) {
            (Val::Adt(adt), Shape::Variant(name)) => adt.variant.as_ref().is_none_or(|v| v == name),
            (Val::Adt(adt), Shape::NotVariants(not)) => {
                adt.variant.as_ref().is_none_or(|v| !not.contains(v))
            }
            (Val::Bool(known), Shape::Bool(b)) => known == *b,
            (Val::Sym(e, _), Shape::Bool(b)) => assume_bool(s, &e, *b),
            (Val::Sym(e, _), shape) => assume(s, &e, shape.clone()),
            _ => true,
        };
    }
    if !e.speaks_of_input() {
        return true;
    }
    let e = sub.expr(s, e);
    match shape {
        Shape::Bool(b) => assume_bool(s, &e, *b),
        shape => assume(s, &e, shape.clone()),
    }
}

/// Whether the caller's answer to a question fits the one assumed; `None` if it does not know one of its own.
fn answer(
    sub: &Subst<'_, '_>,
    s: &mut State,
    question: Question<'_>,
    assumed: bool,
) -> Option<bool> {
    match question {
        Question::SolePointer(pointer) => {
            let v = sub.input(pointer);
            match &v {
                Val::Shared(_) | Val::Sym(..) if !sub.is_sole_pointer(&v) => Some(!assumed),
                Val::Shared(_) => Some(assumed),
                // The only one here; whether there are others this caller's callers know.
                Val::Sym(e, _) if e.is_input() => {
                    let sole = Question::SolePointer(e).expr();
                    Some(assume(s, &sole, Shape::Bool(assumed)))
                }
                _ => None,
            }
        }
        Question::SamePointer(a, b) if a.is_input() && b.is_input() => {
            match (sub.input(a), sub.input(b)) {
                (Val::Shared(a), Val::Shared(b)) => Some((a == b) == assumed),
                (Val::Sym(a, _), Val::Sym(b, _)) if a == b => Some(assumed),
                (Val::Sym(a, _), Val::Sym(b, _)) => {
                    let same = Question::SamePointer(&a, &b).expr();
                    Some(assume(s, &same, Shape::Bool(assumed)))
                }
                _ => Some(true),
            }
        }
        Question::Empty(collection) if collection.is_input() => {
            let v = sub.input(collection);
            match sub.solver.through(sub.before, &v) {
                Val::Coll(c) if !c.elems.is_empty() => Some(!assumed),
                Val::Coll(c) if c.is_exact() => Some(assumed),
                Val::Sym(e, _) => {
                    let empty = Question::Empty(&e).expr();
                    Some(assume(s, &empty, Shape::Bool(assumed)))
                }
                _ => Some(true),
            }
        }
        Question::Cut(channel) | Question::Unheard(channel) if channel.is_input() => {
            let Val::Sym(place, _) = sub.input(channel) else {
                return Some(true);
            };
            let receiving = matches!(question, Question::Unheard(_));
            match sub.ends(&place, receiving) {
                Ends::InSight => Some(!assumed),
                Ends::Gone => Some(assumed),
                Ends::Unknown if place.is_input() => {
                    let gone = match receiving {
                        true => Question::Unheard(&place),
                        false => Question::Cut(&place),
                    };
                    Some(assume(s, &gone.expr(), Shape::Bool(assumed)))
                }
                Ends::Unknown => Some(true),
            }
        }
        Question::SamePointer(..)
        | Question::Empty(_)
        | Question::Cut(_)
        | Question::Unheard(_) => None,
    }
}

/// Assumes the value of a condition, evaluating comparisons of constants.
fn assume_bool(s: &mut State, e: &Expr, value: bool) -> bool {
    match e {
        Expr::Const(text) => (&**text == "true") == value,
        Expr::Op(op, args) if &**op == "!" && args.len() == 1 => assume_bool(s, &args[0], !value),
        Expr::Op(op, args) if &**op == "==" => match args.as_slice() {
            [Expr::Const(a), Expr::Const(b)] => (a == b) == value,
            _ => assume(s, e, Shape::Bool(value)),
        },
        _ => assume(s, e, Shape::Bool(value)),
    }
}
