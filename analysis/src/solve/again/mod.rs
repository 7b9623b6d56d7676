//! Calls in an order that the code at hand does not show: who keeps a value with a connection in it can call its methods
//! again.
//!
//! Nobody in the analysed code may call such a method on a value that is known (a handler that a framework calls, a
//! method of an API, a receiver that came out of a library). Three orders are looked at, because the types themselves
//! say that they are meant:
//!
//! - the method again, if it *replaces* a handle that cannot be absent (`self.client = client`, where `client` is no
//!   `Option`), or one of a client that comes back by itself: nothing else that the value offers ends what the first call
//!   left behind;
//! - the method, then another one that takes the handle out (`self.client = None`) while its connection lives on, and
//!   which nothing can end any more, then the method again.
//!
//! - a constructor, then a method that opens two connections, of which only the constructor knows that their identities
//!   are one: every value comes out of a constructor, so this order is always there.
//!
//! What is found is likely, not certain: it says so, and stays behind a finding that the code itself shows.

mod made;
mod slots;

use std::collections::BTreeSet;
use std::rc::Rc;

use made::opens_several;
use slots::{is_in_memory, is_in_place_of_another, left_open};

use super::check::{Findings, keep};
use super::subst::Subst;
use super::summary::{Exit, Key, Outcome, Summary};
use super::{Frame, Solver};
use crate::domain::expr::Expr;
use crate::domain::hold::holders;
use crate::domain::state::Shape;
use crate::domain::{ObjId, State, Val};
use crate::facts::{Confidence, FunctionSpan, HolderKind, Recall};
use crate::input::TargetKind;
use crate::names::{AdtId, FnId, FnOwner, Program, RTrait, RTy};

/// How many states between two calls are looked at for one method.
const MAX_BETWEEN: usize = 24;

impl Solver<'_> {
    /// What calls of a function in an order that the code does not show would find.
    pub(super) fn again(&self, id: FnId, key: &Key, summary: &Summary) -> Findings {
        let mut found = Findings::new();
        let leaves = |o: &&Outcome| o.exit == Exit::Return && !left_open(&o.state).is_empty();
        let Some(body) = self.body_of(key.code) else {
            return found;
        };
        if !self.may_be_called_again(id) {
            return found;
        }
        if opens_several(summary) {
            self.after_made(id, summary, &mut found);
        }
        let first_calls: Vec<&Outcome> = summary.outcomes.iter().filter(leaves).collect();
        if first_calls.is_empty() {
            return found;
        }
        let mut again = Again {
            frame: Frame::new(self, body, key),
            args: arguments(key),
            function: self.named(id),
            others: self.siblings(id).into(),
        };
        for first in first_calls {
            for between in again.between(&first.state).into_iter().take(MAX_BETWEEN) {
                for overlap in again.second_call(&between, summary).into_values() {
                    let pair = (overlap.second.span, overlap.first.span);
                    keep(&mut found, pair, overlap);
                }
            }
        }
        found
    }

    /// Whether code that is not there may call a function on the same value again.
    fn may_be_called_again(&self, id: FnId) -> bool {
        let def = &self.program[id];
        let Some(adt) = receiver(self.program, id) else {
            return false;
        };
        let of_foreign_trait = match def.owner {
            FnOwner::Impl(id) => {
                let of = &self.program[id].trait_ref;
                matches!(of, Some(RTrait::External { .. }))
            }
            _ => false,
        };
        let exported = self.program[def.krate].kind == TargetKind::Lib
            && def.ir.public
            && self.program[adt].public;
        let is_drop = self.program.drop_impl(adt) == Some(id);
        (of_foreign_trait || exported || self.relevance.is_named(id)) && !is_drop
    }

    fn named(&self, id: FnId) -> FunctionSpan {
        FunctionSpan {
            span: self.program[id].ir.name_span,
            name: self.program[id].short_name(),
        }
    }

    /// The other methods of a method's type that can be called on the same value, with what they do.
    fn siblings(&self, id: FnId) -> Vec<Other> {
        let Some(adt) = receiver(self.program, id) else {
            return Vec::new();
        };
        let all = (0..self.program.fns.len() as u32).map(FnId);
        all.filter(|other| *other != id && receiver(self.program, *other) == Some(adt))
            .filter(|other| self.program[*other].body.is_some())
            .map(|other| {
                let key = self.declared_key(other);
                Other {
                    function: self.named(other),
                    summary: self.summary(key.clone()),
                    key,
                }
            })
            .collect()
    }
}

/// Another method of the same type.
struct Other {
    function: FunctionSpan,
    key: Key,
    summary: Rc<Summary>,
}

/// A state in which the function can be called again.
struct Between {
    state: State,
    /// The connections that the first call has left open.
    left: BTreeSet<ObjId>,
    /// The other method that was called after the first call.
    after: Option<FunctionSpan>,
}

/// Second calls of one function.
struct Again<'s, 'a> {
    frame: Frame<'s, 'a>,
    args: Vec<Val>,
    /// The function; its place stands for the call that nobody has written.
    function: FunctionSpan,
    others: Rc<[Other]>,
}

impl Again<'_, '_> {
    /// The states in which the function can be called again.
    fn between(&mut self, first: &State) -> Vec<Between> {
        let (mut replaced, mut out) = (BTreeSet::new(), Vec::new());
        for id in left_open(first) {
            if self.can_be_ended(first, id) {
                continue;
            }
            let in_slot = is_in_memory(first, id) && comes_back(first, id);
            if in_slot || is_in_place_of_another(first, id) {
                replaced.insert(id);
            }
            out.extend(self.taken_out(first, id));
        }
        if !replaced.is_empty() {
            let between = Between {
                state: first.clone(),
                left: replaced,
                after: None,
            };
            out.insert(0, between);
        }
        out
    }

    /// The state after each of the other methods.
    fn after_others(&mut self, s: &State) -> Vec<(State, FunctionSpan)> {
        let others = self.others.clone();
        let mut out = Vec::new();
        for other in &*others {
            let mut args = arguments(&other.key);
            if let (Some(place), Some(receiver)) = (args.first_mut(), self.args.first()) {
                *place = receiver.clone();
            }
            let ends = other.summary.outcomes.iter();
            for outcome in ends.filter(|o| o.exit == Exit::Return) {
                let after = self
                    .frame
                    .apply_outcome(s, outcome, &args, self.function.span);
                out.extend(after.map(|applied| (applied.state, other.function.clone())));
            }
        }
        out
    }

    /// Whether another method ends a connection that is open.
    fn can_be_ended(&mut self, s: &State, id: ObjId) -> bool {
        let after = self.after_others(s);
        after.iter().any(|(s, _)| !self.is_held(s, id))
    }

    fn is_held(&self, s: &State, id: ObjId) -> bool {
        s.is_open(id) && !holders(s, &self.frame, id).is_empty()
    }

    /// A state in which another method has taken out the last handle of a connection that lives on, and nothing ends.
    fn taken_out(&mut self, s: &State, id: ObjId) -> Option<Between> {
        if !is_in_memory(s, id) {
            return None;
        }
        let after = self.after_others(s);
        let (state, other) = after.into_iter().find(|(s, _)| {
            !is_in_memory(s, id) && self.is_held(s, id) && !self.can_be_ended(s, id)
        })?;
        Some(Between {
            state,
            left: BTreeSet::from([id]),
            after: Some(other),
        })
    }

    /// What a second call opens beside the connections that are left from the first.
    fn second_call(&mut self, between: &Between, summary: &Summary) -> Findings {
        let Between {
            state: s,
            left,
            after,
        } = between;
        let mut out = Findings::new();
        let args = self.args.clone();
        let openings = summary.outcomes.iter();
        for outcome in openings.filter(|o| matches!(o.exit, Exit::Opening(_))) {
            if !self.is_decided(s, outcome) {
                continue;
            }
            let Some(applied) = self
                .frame
                .apply_outcome(s, outcome, &args, self.function.span)
            else {
                continue;
            };
            let Exit::Opening(new) = applied.exit else {
                continue;
            };
            if applied.was_open {
                continue;
            }
            let mut state = applied.state;
            // All that counts here is the new connection beside what is left of the first call.
            state.objs.retain(|id, _| *id == new || left.contains(id));
            let same_each_time = |id: &ObjId| {
                let identity = state.objs.get(id).and_then(|o| o.identity.as_ref());
                identity.is_some_and(|e| is_of_the_receiver(e, self.args.len()))
            };
            if !same_each_time(&new) {
                continue;
            }
            let found = self.frame.overlaps(&state, new, Some((summary, &args, s)));
            for mut overlap in found {
                let in_slot = overlap.holders.iter().all(|h| is_slot(h.kind));
                if in_slot && !left.iter().all(|id| comes_back(s, *id)) {
                    continue;
                }
                overlap.confidence = Confidence::Likely;
                overlap.recall = Some(Recall {
                    function: self.function.clone(),
                    after: after.clone(),
                });
                for site in [&mut overlap.first, &mut overlap.second] {
                    site.chain.retain(|span| *span != self.function.span);
                }
                let pair = (overlap.second.span, overlap.first.span);
                keep(&mut out, pair, overlap);
            }
        }
        out
    }

    /// Whether what must be so in the receiver for this outcome is known to be so in a state: what is not may have been
    /// changed between the calls, by the connection's task for one.
    fn is_decided(&self, s: &State, outcome: &Outcome) -> bool {
        let sub = Subst::new(self.frame.solver, &self.args, s);
        let shapes = outcome.state.shapes.iter();
        shapes.into_iter().all(|(e, shape)| {
            let depends = e.any(&mut |x| matches!(x, Expr::Arg(0) | Expr::Static(_)));
            !depends || e.is_input() && is_known(&sub.solver.through(s, &sub.input(e)), shape)
        })
    }
}

/// Whether what holds the first connection is only where its handle was put. By the second call it may be lost, unless it
/// comes back by itself: whether it is, only the caller knows. What runs beside comes back, or is closed by nobody.
fn is_slot(kind: HolderKind) -> bool {
    use HolderKind::{Collection, Field, Static, Temporary, Variable};
    matches!(kind, Collection | Field | Static | Temporary | Variable)
}

/// Whether a connection comes back by itself when it is lost.
fn comes_back(s: &State, id: ObjId) -> bool {
    s.objs.get(&id).is_some_and(|obj| obj.reconnects)
}

/// Whether a value shows what is assumed of it.
fn is_known(v: &Val, shape: &Shape) -> bool {
    match (v, shape) {
        (Val::Adt(adt), Shape::Variant(_) | Shape::NotVariants(_)) => adt.variant.is_some(),
        (Val::Bool(_), Shape::Bool(_)) => true,
        _ => false,
    }
}

/// Symbolic arguments.
fn arguments(key: &Key) -> Vec<Val> {
    let numbered = key.args.iter().enumerate();
    numbered
        .map(|(i, ty)| Val::sym(Expr::Arg(i as u32), ty.clone()))
        .collect()
}

/// Whether an identity is the same at the next call on the same receiver, whatever else comes in.
fn is_of_the_receiver(e: &Expr, args: usize) -> bool {
    let mut other = |x: &Expr| match x {
        Expr::Arg(n) => *n > 0 || args == 0,
        Expr::Sym(_) => true,
        _ => false,
    };
    !e.any(&mut other)
}

/// The type of the program whose methods are called on one and the same value: of a receiver by reference.
fn receiver(program: &Program, id: FnId) -> Option<AdtId> {
    let by_reference = program[id].ir.has_self
        && matches!(
            program.fn_param_ty(id, 0),
            RTy::Ref { .. } | RTy::External { .. }
        );
    match program.fn_self_ty(id)? {
        RTy::Adt(adt, _) if by_reference => Some(adt),
        _ => None,
    }
}
