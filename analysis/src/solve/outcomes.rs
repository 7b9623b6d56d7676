//! The outcomes of a body as they come up.
//!
//! A few are kept as they are. When they become many, those that agree on connections, tasks and slots are joined,
//! however they came about, and only what finds no room even then is given up.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Solver;
use super::blend::merge;
use super::join::{FEW, FEW_IDLE};
use super::skeleton::{bone, skeleton, without_history};
use super::summary::{Exit, Outcome};
use crate::domain::hashed::Hashed;
use crate::domain::outline::{Outline, outline};
use crate::domain::{State, Type, Val};
use crate::source::Span;

/// How many outcomes of one kind are kept, joined or not.
const MAX_OUTCOMES: usize = 40;

/// How many ways of being dropped half-way a future's callers tell apart, and how many of waiting.
const FEW_CANCELLED: usize = 2;

/// The outcomes of a body.
#[derive(Default)]
pub(super) struct Outcomes {
    list: Vec<Outcome>,
    seen: FxHashSet<Hashed<Outcome>>,
    /// Once they have become many: where the outcome of each skeleton stands in the list.
    groups: Option<Groups>,
    /// Once there is no room for one: what they say of the connections.
    outlines: Option<FxHashSet<(Exit, Outline)>>,
}

/// Outcomes by their skeletons, as indices into a list.
type Groups = FxHashMap<GroupKey, usize>;

/// What outcomes have in common that are joined; the span is that of an opening's call.
type GroupKey = (Exit, State, Val, Option<Span>);

impl Outcomes {
    /// Adds an outcome; false if there is no room for it.
    pub(super) fn add(&mut self, solver: &Solver<'_>, outcome: Outcome) -> bool {
        let hashed = Hashed::new(outcome);
        if self.seen.contains(&hashed) {
            return true;
        }
        let outcome = &hashed.value;
        if self.groups.is_none() && !self.has_room(outcome) {
            let (list, groups) = joined(
                std::mem::take(&mut self.list),
                |_| true,
                |o| coarse_key(solver, o),
            );
            self.list = list;
            self.groups = Some(groups);
        }
        if let Some(groups) = &self.groups {
            let at = groups.get(&coarse_key(solver, outcome)).copied();
            if let Some(known) = at.and_then(|at| self.list.get_mut(at)) {
                merge_into(known, outcome);
                self.seen.insert(hashed);
                return true;
            }
        }
        if !self.has_room(outcome) && !self.says_something_new(outcome) {
            return false;
        }
        if let Some(groups) = &mut self.groups {
            groups.insert(coarse_key(solver, outcome), self.list.len());
        }
        if let Some(outlines) = &mut self.outlines {
            outlines.insert(says(outcome));
        }
        self.list.push(outcome.clone());
        self.seen.insert(hashed);
        true
    }

    /// Whether there is room for another outcome of its kind. For an open at a place that has no outcome there always is.
    fn has_room(&self, outcome: &Outcome) -> bool {
        let kind = |o: &Outcome| std::mem::discriminant(&o.exit);
        let same = self.list.iter().filter(|o| kind(o) == kind(outcome));
        let site = outcome.opened();
        same.count() < MAX_OUTCOMES
            || site.is_some() && self.list.iter().all(|o| o.opened() != site)
    }

    /// Whether an outcome for which there is no room says something of the connections that no other one says.
    fn says_something_new(&mut self, outcome: &Outcome) -> bool {
        if self.list.len() >= 2 * MAX_OUTCOMES {
            return false;
        }
        let list = &self.list;
        let known = self
            .outlines
            .get_or_insert_with(|| list.iter().map(says).collect());
        !known.contains(&says(outcome))
    }

    /// The outcomes, those of a kind of which there are more than a few joined.
    pub(super) fn finish(self, solver: &Solver<'_>, args: &[Type]) -> Vec<Outcome> {
        let count = |kind: fn(&Exit) -> bool| self.list.iter().filter(|o| kind(&o.exit)).count();
        let idle = self.list.iter().all(|o| o.state.is_idle());
        let returns = count(|e| *e == Exit::Return) > if idle { FEW_IDLE } else { FEW };
        let cancelled = count(|e| *e == Exit::Cancelled) > FEW_CANCELLED;
        let suspended = count(|e| *e == Exit::Suspended) > FEW_CANCELLED;
        let parked = count(|e| *e == Exit::Parked) > FEW;
        let openings = count(|e| matches!(e, Exit::Opening(_))) > FEW;
        let many = |exit: Exit| match exit {
            Exit::Return => returns,
            Exit::Cancelled => cancelled,
            Exit::Suspended => suspended,
            Exit::Parked => parked,
            Exit::Opening(_) => openings,
        };
        joined(self.list, many, |o| key(solver, args, o)).0
    }
}

/// What an outcome says of the connections.
fn says(outcome: &Outcome) -> (Exit, Outline) {
    (outcome.exit, outline(&outcome.state, Some(&outcome.ret)))
}

/// Joins those of some outcomes that have one key.
fn joined(
    outcomes: Vec<Outcome>,
    joins: impl Fn(Exit) -> bool,
    key: impl Fn(&Outcome) -> GroupKey,
) -> (Vec<Outcome>, Groups) {
    let mut out: Vec<Outcome> = Vec::new();
    let mut groups = Groups::default();
    for outcome in outcomes {
        if !joins(outcome.exit) {
            out.push(outcome);
            continue;
        }
        let key = key(&outcome);
        match groups.get(&key) {
            Some(at) => merge_into(&mut out[*at], &outcome),
            None => {
                groups.insert(key, out.len());
                out.push(outcome);
            }
        }
    }
    (out, groups)
}

fn key(solver: &Solver<'_>, args: &[Type], outcome: &Outcome) -> GroupKey {
    (
        outcome.exit,
        skeleton(solver, args, &outcome.state),
        bone(solver, &outcome.ret),
        outcome.opened(),
    )
}

/// As [`key`], for outcomes that are too many to tell how each came about, and from what.
fn coarse_key(solver: &Solver<'_>, outcome: &Outcome) -> GroupKey {
    let (exit, state, ret, opened) = key(solver, &[], outcome);
    (exit, without_history(state), ret, opened)
}

/// Makes an outcome hold for another one with the same skeleton too.
fn merge_into(known: &mut Outcome, other: &Outcome) {
    let mut merged = merge(&mut known.state, &other.state);
    if known.ret != other.ret {
        known.ret = merged.blend(&known.ret, &other.ret);
    }
}
