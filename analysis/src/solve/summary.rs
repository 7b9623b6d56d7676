//! What a piece of code does, as seen from a caller.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::alias::Alias;
use crate::domain::expr::Expr;
use crate::domain::types::Code;
use crate::domain::{ObjId, State, Type, Val};
use crate::facts::Slot;
use crate::names::RTy;
use crate::source::Span;

/// Which analysis of a piece of code: the code, and the types of its arguments (captures first). Arguments of declared
/// types count as declared; where only the caller knows what comes in (a closure, a generic parameter, a capture), the
/// code is analysed for what comes in.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    /// The code.
    pub(crate) code: Code,
    /// Its arguments' types.
    pub(crate) args: Vec<Type>,
    /// Types for its type parameters, by name, where the call tells.
    pub(crate) generics: Vec<(String, RTy)>,
    /// Pointers among the arguments that are the same as one before them.
    pub(crate) aliases: Vec<Alias>,
    /// What was sent into channels that come in, where the body is analysed for that.
    pub(crate) told: Vec<Told>,
}

/// All that comes out of a channel: the body is followed up to where it waits for more.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Told {
    /// The receiving end, a component of an argument.
    pub(crate) end: Expr,
    /// The messages: which variant each is, if that is known.
    pub(crate) variants: Vec<Option<Rc<str>>>,
}

/// Everything that a piece of code can do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Summary {
    /// The ways in which it can end, and the moments at which it opens connections.
    pub(crate) outcomes: Vec<Outcome>,
    /// Slots of the caller that get a new connection while they still hold the old one.
    pub(crate) overwrites: Vec<Overwrite>,
    /// Of channels that came in, from which it receives: whether what came last is there wherever it waits.
    pub(crate) keeps: BTreeMap<Rc<Expr>, bool>,
    /// Whether nothing is known of it (calls nested too deep): a call counts as one of unknown code.
    pub(crate) opaque: bool,
    /// Whether states were dropped.
    pub(crate) widened: bool,
}

impl Summary {
    /// The outcomes in which the code comes to its end.
    pub(crate) fn returns(&self) -> impl Iterator<Item = &Outcome> + Clone {
        self.outcomes.iter().filter(|o| o.exit == Exit::Return)
    }
}

/// A moment at which a caller has a look: the end of a call, or an open inside of it. Expressions are in terms of the
/// callee's arguments.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Outcome {
    /// Which moment.
    pub(crate) exit: Exit,
    /// Memory behind the arguments, connections, tasks, assumptions. No locals: what the callee's locals hold at an
    /// open, or where it waits, stands in `in_call`.
    pub(crate) state: State,
    /// The value returned.
    pub(crate) ret: Val,
}

impl Outcome {
    /// For an opening: the call that opens.
    pub(crate) fn opened(&self) -> Option<Span> {
        let Exit::Opening(id) = self.exit else {
            return None;
        };
        let site = self.state.objs.get(&id)?.opened.as_ref()?;
        Some(site.span)
    }
}

/// Which moment of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Exit {
    /// It has returned.
    Return,
    /// It was a future and was dropped at one of its awaits.
    Cancelled,
    /// It is a future and waits at one of its awaits, where it holds what stands in `in_call`.
    Suspended,
    /// It waits for a message that nobody has sent ([`Key::told`]), where it holds what stands in `in_call`.
    Parked,
    /// It has just opened this connection.
    Opening(ObjId),
}

/// A slot of the caller that is overwritten: the open of the new connection, the slot as an expression of the callee's
/// arguments, and the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Overwrite {
    /// The call that opened the new connection.
    pub(crate) opened: Span,
    /// The slot.
    pub(crate) old: Rc<Expr>,
    /// How to show it.
    pub(crate) slot: Slot,
}
