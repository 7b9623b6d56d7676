//! Which findings stand: those on ways that the program can take.
//!
//! A body is analysed from arguments of which only the types are known. What is found there may need something of the
//! arguments (`if first { … }` twice, with `first` a parameter), and a function that only this program calls gets just
//! what its callers give it. A finding that needs nothing stands if the body is reached at all; one that needs
//! something stands where anybody can call, and otherwise if a caller that applied the body's summary has made it too.

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;

use super::Solver;
use super::check::{Findings, keep};
use super::summary::Key;
use crate::domain::State;
use crate::domain::expr::Expr;
use crate::domain::types::Code;
use crate::input::TargetKind;
use crate::names::{FnId, FnOwner, RTrait};
use crate::source::Span;

/// What one analysis of a body found, beside its summary.
#[derive(Default)]
pub(crate) struct Sight {
    /// The findings.
    pub(crate) findings: Findings,
    /// Those of them that need nothing of the arguments.
    pub(crate) unconditional: BTreeSet<(Span, Span)>,
    /// The analyses whose summaries were applied.
    pub(crate) applied: FxHashSet<Key>,
    /// The functions that the body itself calls.
    pub(crate) called: FxHashSet<FnId>,
    /// Whether states were given up, so that a summary may have been applied to fewer than there are.
    pub(crate) widened: bool,
    /// Whether outcomes were given up, so that its callers cannot say of all findings whether they stand.
    pub(crate) untold: bool,
}

/// Whether a state is there only for some of the values that can come into the body.
pub(crate) fn needs_of_inputs(s: &State) -> bool {
    s.shapes.keys().any(Expr::speaks_of_input)
}

impl Solver<'_> {
    /// The findings that stand, after the functions `fns` were analysed from their declared types.
    pub(crate) fn standing(&self, fns: &[FnId]) -> Findings {
        let mut reached = Reached {
            solver: self,
            keys: FxHashSet::default(),
            open: FxHashSet::default(),
            fns: FxHashSet::default(),
        };
        for key in self.const_keys.borrow().iter() {
            reached.enter(key.clone());
        }
        // What nothing seems to call is called by something that was not understood, or by a test's harness; then what
        // only calls itself.
        let called = self.called_by_known();
        let from_outside = |id: &&FnId| self.called_by_others(**id) || !called.contains(*id);
        for id in fns.iter().filter(from_outside).chain(fns) {
            if !reached.fns.contains(id) || self.called_by_others(*id) {
                reached.enter(self.declared_key(*id));
            }
        }
        reached.findings()
    }

    /// The functions that the code itself calls.
    pub(super) fn called(&self) -> BTreeSet<FnId> {
        let frames = self.frames.borrow();
        frames
            .values()
            .flat_map(|sight| &sight.called)
            .copied()
            .collect()
    }

    /// The functions that bodies other than their own call.
    fn called_by_known(&self) -> FxHashSet<FnId> {
        let frames = self.frames.borrow();
        let calls = frames.iter().flat_map(|(caller, sight)| {
            let callees = sight.applied.iter().map(|callee| callee.code);
            callees.filter(|callee| *callee != caller.code)
        });
        let fns = calls.filter_map(|code| match code {
            Code::Fn(id) => Some(id),
            Code::Body(_) => None,
        });
        fns.collect()
    }

    /// Whether code can call a function that is not seen: others may use the crate, or it went somewhere as a value.
    fn called_by_others(&self, id: FnId) -> bool {
        let def = &self.program[id];
        let exported = match def.owner {
            FnOwner::Free => def.ir.public,
            FnOwner::Trait(_) => false,
            FnOwner::Impl(of) => match &self.program[of].trait_ref {
                None => def.ir.public && self.program[of].trait_path.is_none(),
                Some(RTrait::Local(_)) => false,
                Some(RTrait::External { .. } | RTrait::Unknown) => return true,
            },
        };
        let is_lib = self.program[def.krate].kind == TargetKind::Lib;
        exported && is_lib || self.relevance.is_value(id)
    }
}

/// What has been reached so far.
struct Reached<'s, 'a> {
    solver: &'s Solver<'a>,
    /// The analyses that stand for something that can happen.
    keys: FxHashSet<Key>,
    /// Those of them that can happen for any arguments.
    open: FxHashSet<Key>,
    /// Their functions.
    fns: FxHashSet<FnId>,
}

impl Reached<'_, '_> {
    /// An analysis that stands for a call from outside, and all that it calls.
    fn enter(&mut self, key: Key) {
        self.open.insert(key.clone());
        let frames = self.solver.frames.borrow();
        let mut work = vec![key];
        while let Some(key) = work.pop() {
            if !self.keys.insert(key.clone()) {
                continue;
            }
            if let Code::Fn(id) = key.code {
                self.fns.insert(id);
            }
            let Some(frame) = frames.get(&key) else {
                continue;
            };
            if frame.untold {
                self.open.insert(key);
            }
            if frame.widened {
                self.open.extend(frame.applied.iter().cloned());
            }
            work.extend(frame.applied.iter().cloned());
        }
    }

    /// The findings of all that was reached. One that stands is told as the innermost body tells it, even if that body
    /// alone could not say that it stands.
    fn findings(&self) -> Findings {
        let frames = self.solver.frames.borrow();
        let reached = || {
            self.keys
                .iter()
                .filter_map(|key| Some((key, frames.get(key)?)))
        };
        let mut standing: BTreeSet<(Span, Span)> = BTreeSet::new();
        for (key, frame) in reached() {
            if self.open.contains(key) {
                standing.extend(frame.findings.keys().copied());
            } else {
                standing.extend(frame.unconditional.iter().copied());
            }
        }
        let mut out = Findings::new();
        for (_, frame) in reached() {
            for (key, overlap) in &frame.findings {
                if standing.contains(key) {
                    keep(&mut out, *key, overlap.clone());
                }
            }
        }
        out
    }
}
