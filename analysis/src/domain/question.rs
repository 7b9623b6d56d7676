//! Conditions that a body cannot know of what comes in, and that each caller can be asked.

use super::expr::Expr;

/// A condition on what a caller has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Question<'e> {
    /// This counted pointer is the only one to what it points to.
    SolePointer(&'e Expr),
    /// These two counted pointers point to the same.
    SamePointer(&'e Expr, &'e Expr),
    /// This collection has no elements.
    Empty(&'e Expr),
    /// Nobody can send anything into this channel any more.
    Cut(&'e Expr),
    /// Nobody can receive anything from this channel any more.
    Unheard(&'e Expr),
}

// Names of operations that no program has.
const SOLE_POINTER: &str = "sole pointer";
const SAME_POINTER: &str = "same pointer";
const EMPTY: &str = "no elements";
const CUT: &str = "no senders";
const UNHEARD: &str = "no receivers";

impl<'e> Question<'e> {
    /// The condition as an expression: its value is a boolean.
    pub(crate) fn expr(self) -> Expr {
        let op = |name: &str, of: &[&Expr]| {
            Expr::Op(name.into(), of.iter().map(|e| (*e).clone()).collect())
        };
        match self {
            Question::SolePointer(pointer) => op(SOLE_POINTER, &[pointer]),
            Question::SamePointer(a, b) => op(SAME_POINTER, &[a, b]),
            Question::Empty(collection) => op(EMPTY, &[collection]),
            Question::Cut(channel) => op(CUT, &[channel]),
            Question::Unheard(channel) => op(UNHEARD, &[channel]),
        }
    }

    /// The condition that an expression is, if it is one.
    pub(crate) fn of(e: &'e Expr) -> Option<Question<'e>> {
        let Expr::Op(name, args) = e else {
            return None;
        };
        match (&**name, args.as_slice()) {
            (SOLE_POINTER, [pointer]) => Some(Question::SolePointer(pointer)),
            (SAME_POINTER, [a, b]) => Some(Question::SamePointer(a, b)),
            (EMPTY, [collection]) => Some(Question::Empty(collection)),
            (CUT, [channel]) => Some(Question::Cut(channel)),
            (UNHEARD, [channel]) => Some(Question::Unheard(channel)),
            _ => None,
        }
    }
}
