//! Joining disjuncts.
//!
//! Two states that differ in one boolean, or in one assumption and its opposite, become one in which it is unknown:
//! nothing is lost by that. Where states are many, those with one [`skeleton`] are joined too: they agree on all
//! connections, tasks and slots, and what is forgotten is only how pieces of data went together; the next test of them
//! tells them apart again.

use rustc_hash::FxHashMap;

use super::Solver;
use super::blend::merge;
use super::framework::FEW_HISTORIES;
use super::skeleton::{skeleton, without_history};
use crate::domain::hashed::{Hashed, hash_of};
use crate::domain::state::Shape;
use crate::domain::{Expr, State, Type, Val};

/// How many disjuncts are kept apart although they differ in data only.
pub(super) const FEW: usize = 8;

/// The same for states on whose paths nothing has been done with any connection.
pub(super) const FEW_IDLE: usize = 4;

/// Joins states at a block's entry. `args` are the types of what came in.
pub(crate) fn join(solver: &Solver<'_>, args: &[Type], states: Vec<State>) -> Vec<State> {
    let mut distinct: Vec<State> = Vec::with_capacity(states.len());
    let mut by_hash: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    for state in states {
        let same = by_hash.entry(hash_of(&state)).or_default();
        if !same.iter().any(|at| distinct[*at] == state) {
            same.push(distinct.len());
            distinct.push(state);
        }
    }
    // What is reached without doubt needs no second state with it.
    let is_special = |state: &State| {
        state.without_doubts().is_some_and(|general| {
            let same = by_hash.get(&hash_of(&general)).into_iter().flatten();
            same.into_iter().any(|at| distinct[*at] == general)
        })
    };
    let special: Vec<bool> = distinct.iter().map(is_special).collect();
    let mut special = special.into_iter();
    distinct.retain(|_| special.next() != Some(true));
    let few = if distinct.iter().all(State::is_idle) {
        FEW_IDLE
    } else {
        FEW
    };
    if distinct.len() <= few {
        return exact(distinct);
    }
    let joined = by(distinct, |s| skeleton(solver, args, s));
    if joined.len() <= FEW_HISTORIES {
        return joined;
    }
    by(joined, |s| without_history(skeleton(solver, &[], s)))
}

/// Joins states of which one form is the same.
fn by(states: Vec<State>, form: impl Fn(&State) -> State) -> Vec<State> {
    let mut out: Vec<State> = Vec::new();
    let mut groups: FxHashMap<Hashed<State>, usize> = FxHashMap::default();
    for state in states {
        let key = Hashed::new(form(&state));
        match groups.get(&key) {
            Some(at) => {
                merge(&mut out[*at], &state);
            }
            None => {
                groups.insert(key, out.len());
                out.push(state);
            }
        }
    }
    out
}

/// Joins as long as any pair can be joined without loss.
fn exact(mut states: Vec<State>) -> Vec<State> {
    let mut i = 0;
    while i < states.len() {
        let mut j = i + 1;
        let mut joined = None;
        while j < states.len() {
            if states[i] == states[j] {
                states.remove(j);
                continue;
            }
            if let Some(both) = pair(&states[i], &states[j]) {
                joined = Some((j, both));
                break;
            }
            j += 1;
        }
        match joined {
            Some((j, both)) => {
                states.remove(j);
                states[i] = both;
            }
            None => i += 1,
        }
    }
    states
}

/// The join of two states that differ in one boolean local or in one assumption and its opposite.
fn pair(a: &State, b: &State) -> Option<State> {
    if a.objs != b.objs
        || a.cells != b.cells
        || a.tasks != b.tasks
        || a.mem != b.mem
        || a.statics != b.statics
    {
        return None;
    }
    if a.shapes.len() == b.shapes.len() && a.locals == b.locals {
        let (e, x, y) = only_difference(a.shapes.iter().zip(&b.shapes))?;
        let e: Expr = e.clone();
        let mut joined = a.clone();
        let mut other = b.clone();
        joined.shapes.remove(&e);
        other.shapes.remove(&e);
        return (opposite(x, y) && joined == other).then_some(joined);
    }
    if a.locals.len() != b.locals.len() || a.shapes != b.shapes {
        return None;
    }
    let (local, x, y) = only_difference(a.locals.iter().zip(&b.locals))?;
    let local = *local;
    if !matches!((x, y), (Val::Bool(_), Val::Bool(_))) {
        return None;
    }
    let mut joined = a.clone();
    let mut other = b.clone();
    joined.locals.remove(&local);
    other.locals.remove(&local);
    if joined != other {
        return None;
    }
    let unknown = joined.opaque(Type::Bool);
    joined.locals.insert(local, unknown);
    Some(joined)
}

/// The one entry in which two maps of the same length differ, if it is one and has the same key in both.
fn only_difference<'m, K: PartialEq, V: PartialEq>(
    pairs: impl Iterator<Item = ((&'m K, &'m V), (&'m K, &'m V))>,
) -> Option<(&'m K, &'m V, &'m V)> {
    let mut differing = pairs.filter(|(x, y)| x != y);
    match (differing.next(), differing.next()) {
        (Some(((ka, va), (kb, vb))), None) if ka == kb => Some((ka, va, vb)),
        _ => None,
    }
}

fn opposite(a: &Shape, b: &Shape) -> bool {
    match (a, b) {
        (Shape::Bool(a), Shape::Bool(b)) => a != b,
        (Shape::Variant(v), Shape::NotVariants(not))
        | (Shape::NotVariants(not), Shape::Variant(v)) => not.len() == 1 && not.contains(v),
        _ => false,
    }
}
