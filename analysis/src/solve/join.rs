//! Joining disjuncts.
//!
//! Two states that differ in one boolean, or in one assumption and its opposite, become one in which it is unknown:
//! nothing is lost by that. Where states are many, those with one [`skeleton`] are joined too: they agree on all
//! connections, tasks and slots, and what is forgotten is only how pieces of data went together; the next test of them
//! tells them apart again.

use std::collections::BTreeMap;
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Solver;
use super::summary::{Exit, Outcome};
use crate::domain::state::Shape;
use crate::domain::value::{AdtVal, CollVal, FunVal, FutVal};
use crate::domain::{Expr, State, Type, Val};

/// How many disjuncts are kept apart although they differ in data only.
const FEW: usize = 8;
/// The same for states on whose paths nothing has been done with any connection.
const FEW_IDLE: usize = 4;

/// Joins states at a block's entry.
pub(crate) fn join(solver: &Solver<'_>, states: Vec<State>) -> Vec<State> {
    let mut seen = FxHashSet::default();
    let mut distinct: Vec<State> = Vec::with_capacity(states.len());
    for state in states {
        if seen.insert(state.clone()) {
            distinct.push(state);
        }
    }
    let few = if distinct.iter().all(State::is_idle) {
        FEW_IDLE
    } else {
        FEW
    };
    if distinct.len() > few {
        by_skeleton(solver, distinct)
    } else {
        exact(distinct)
    }
}

/// Joins the outcomes of a body.
pub(crate) fn join_outcomes(solver: &Solver<'_>, outcomes: Vec<Outcome>) -> Vec<Outcome> {
    let mut out: Vec<Outcome> = Vec::new();
    let count = |kind: fn(&Exit) -> bool| outcomes.iter().filter(|o| kind(&o.exit)).count();
    let many = [
        count(|e| *e == Exit::Return)
            > if outcomes.iter().all(|o| o.state.is_idle()) {
                FEW_IDLE
            } else {
                FEW
            },
        count(|e| *e == Exit::Cancelled) > 2,
        count(|e| matches!(e, Exit::Opening(_))) > FEW,
    ];
    let mut groups: FxHashMap<(Exit, State, Val), usize> = FxHashMap::default();
    for outcome in outcomes {
        let joins = match outcome.exit {
            Exit::Return => many[0],
            Exit::Cancelled => many[1],
            Exit::Opening(_) => many[2],
        };
        if !joins {
            out.push(outcome);
            continue;
        }
        let key = (
            outcome.exit,
            skeleton(solver, &outcome.state),
            bone(solver, &outcome.ret),
        );
        match groups.get(&key) {
            Some(at) => {
                let known: &mut Outcome = &mut out[*at];
                merge(&mut known.state, &outcome.state);
                if known.ret != outcome.ret {
                    known.ret = blend(&mut known.state, &known.ret.clone(), &outcome.ret);
                }
            }
            None => {
                groups.insert(key, out.len());
                out.push(outcome);
            }
        }
    }
    out
}

/// Joins states with the same skeleton.
fn by_skeleton(solver: &Solver<'_>, states: Vec<State>) -> Vec<State> {
    let mut out: Vec<State> = Vec::new();
    let mut groups: FxHashMap<State, usize> = FxHashMap::default();
    for state in states {
        let key = skeleton(solver, &state);
        match groups.get(&key) {
            Some(at) => merge(&mut out[*at], &state),
            None => {
                groups.insert(key, out.len());
                out.push(state);
            }
        }
    }
    out
}

/// A state without data: what it says of connections, tasks and the slots that can hold them.
fn skeleton(solver: &Solver<'_>, s: &State) -> State {
    let mut out = s.clone();
    out.shapes.clear();
    out.pointers.clear();
    out.locals = s
        .locals
        .iter()
        .map(|(l, v)| (*l, bone(solver, v)))
        .filter(|(_, v)| *v != Val::Moved)
        .collect();
    out.mem = s
        .mem
        .iter()
        .map(|(e, v)| (e.clone(), bone(solver, v)))
        .filter(|(_, v)| *v != Val::Moved)
        .collect();
    for v in out.statics.values_mut() {
        *v = bone(solver, v);
    }
    for cell in out.cells.values_mut() {
        cell.val = bone(solver, &cell.val);
    }
    for task in out.tasks.values_mut() {
        task.holds = task.holds.iter().map(|v| bone(solver, v)).collect();
    }
    for (v, _) in &mut out.in_call {
        *v = bone(solver, v);
    }
    out
}

/// A value with its data erased. Structs of which no field can hold anything but data are data.
fn bone(solver: &Solver<'_>, v: &Val) -> Val {
    match v {
        Val::Bool(_) | Val::Gone(..) => Val::Moved,
        Val::Sym(_, ty) if !solver.may_hold(ty) => Val::Moved,
        Val::Adt(a) => {
            let is_data = |v: &Val| *v == Val::Moved;
            let fields: BTreeMap<_, _> = a
                .fields
                .iter()
                .map(|(k, v)| (k.clone(), bone(solver, v)))
                .collect();
            match &a.ty {
                Type::Adt(..) if !solver.may_hold(&a.ty) => Val::Moved,
                // Of a struct's slots, an empty one says as much as a full one.
                Type::Adt(..) => {
                    let slot = |k: &str| {
                        let name = a
                            .variant
                            .as_ref()
                            .map_or_else(|| k.to_owned(), |v| format!("{v}.{k}"));
                        solver.may_hold(&solver.component(&a.ty, &name))
                    };
                    let fields = fields
                        .into_iter()
                        .filter_map(|(k, v)| match a.fields.get(&k) {
                            Some(inner @ (Val::Adt(_) | Val::Coll(_)))
                                if is_data(&v) && slot(&k) =>
                            {
                                Some((k, inner.clone()))
                            }
                            _ if is_data(&v) => None,
                            _ => Some((k, v)),
                        })
                        .collect();
                    Val::Adt(Rc::new(AdtVal {
                        fields,
                        ..(**a).clone()
                    }))
                }
                _ if fields.values().all(is_data) => Val::Moved,
                _ => Val::Adt(Rc::new(AdtVal {
                    fields,
                    ..(**a).clone()
                })),
            }
        }
        Val::Coll(c) => {
            let elems: Vec<_> = c
                .elems
                .iter()
                .map(|(_, v)| (None, bone(solver, v)))
                .collect();
            if elems.iter().all(|(_, v)| *v == Val::Moved) {
                Val::Moved
            } else {
                Val::Coll(Rc::new(CollVal {
                    elems,
                    ..(**c).clone()
                }))
            }
        }
        Val::Fun(f) => Val::Fun(Rc::new(bare(solver, f))),
        Val::Future(f) => match &**f {
            FutVal::Ready(v) if bone(solver, v) == Val::Moved => Val::Moved,
            FutVal::Run(f) => Val::Future(Rc::new(FutVal::Run(bare(solver, f)))),
            _ => v.clone(),
        },
        other => other.clone(),
    }
}

fn bare(solver: &Solver<'_>, f: &FunVal) -> FunVal {
    FunVal {
        code: f.code,
        captures: f.captures.iter().map(|v| bone(solver, v)).collect(),
    }
}

/// Makes a state hold for another one with the same skeleton too.
fn merge(a: &mut State, b: &State) {
    a.shapes.retain(|e, shape| b.shapes.get(e) == Some(shape));
    let locals: Vec<_> = a.locals.keys().copied().collect();
    for l in locals {
        let Some(x) = a.locals.get(&l).cloned() else {
            continue;
        };
        match b.locals.get(&l) {
            Some(y) if x == *y => {}
            Some(y) => {
                let v = blend(a, &x, y);
                a.locals.insert(l, v);
            }
            None => {
                a.locals.remove(&l);
            }
        }
    }
    let mem: Vec<_> = a.mem.keys().cloned().collect();
    for e in mem {
        if let (Some(x), Some(y)) = (a.mem.get(&e).cloned(), b.mem.get(&e))
            && x != *y
        {
            let v = blend(a, &x, y);
            a.mem.insert(e, v);
        }
    }
    let cells: Vec<_> = a.cells.keys().copied().collect();
    for c in cells {
        if let (Some(x), Some(y)) = (a.cells.get(&c).map(|c| c.val.clone()), b.cells.get(&c))
            && x != y.val
        {
            let v = blend(a, &x, &y.val);
            if let Some(cell) = a.cells.get_mut(&c) {
                cell.val = v;
            }
        }
    }
    let statics: Vec<_> = a.statics.keys().copied().collect();
    for e in statics {
        if let (Some(x), Some(y)) = (a.statics.get(&e).cloned(), b.statics.get(&e))
            && x != *y
        {
            let v = blend(a, &x, y);
            a.statics.insert(e, v);
        }
    }
}

/// A value that stands for both; they have the same bone.
fn blend(s: &mut State, x: &Val, y: &Val) -> Val {
    match (x, y) {
        _ if x == y => x.clone(),
        (Val::Adt(a), Val::Adt(b))
            if a.variant == b.variant && a.ty == b.ty && a.base == b.base =>
        {
            let mut fields = a.fields.clone();
            for (k, v) in &mut fields {
                *v = match b.fields.get(k) {
                    Some(w) => blend(s, v, w),
                    None => s.opaque(type_of(v)),
                };
            }
            for (k, v) in &b.fields {
                if !fields.contains_key(k) {
                    let v = s.opaque(type_of(v));
                    fields.insert(k.clone(), v);
                }
            }
            Val::Adt(Rc::new(AdtVal {
                fields,
                ..(**a).clone()
            }))
        }
        (Val::Fun(a), Val::Fun(b)) if a.code == b.code && a.captures.len() == b.captures.len() => {
            Val::Fun(Rc::new(blend_fun(s, a, b)))
        }
        (Val::Future(a), Val::Future(b)) => match (&**a, &**b) {
            (FutVal::Run(a), FutVal::Run(b))
                if a.code == b.code && a.captures.len() == b.captures.len() =>
            {
                Val::Future(Rc::new(FutVal::Run(blend_fun(s, a, b))))
            }
            _ => x.clone(),
        },
        (Val::Coll(a), Val::Coll(b)) if a.elems.len() == b.elems.len() => {
            let pairs = a.elems.iter().zip(&b.elems);
            let elems = pairs
                .map(|((k, v), (_, w))| (k.clone(), blend(s, v, w)))
                .collect();
            Val::Coll(Rc::new(CollVal {
                elems,
                open_ended: a.open_ended || b.open_ended,
                base: a.base.clone(),
            }))
        }
        (Val::Coll(_), _) | (_, Val::Coll(_)) => Val::Coll(Rc::new(CollVal {
            elems: Vec::new(),
            open_ended: true,
            base: None,
        })),
        _ => s.opaque(type_of(x)),
    }
}

fn blend_fun(s: &mut State, a: &FunVal, b: &FunVal) -> FunVal {
    FunVal {
        code: a.code,
        captures: a
            .captures
            .iter()
            .zip(&b.captures)
            .map(|(v, w)| blend(s, v, w))
            .collect(),
    }
}

fn type_of(v: &Val) -> Type {
    match v {
        Val::Bool(_) => Type::Bool,
        Val::Sym(_, ty) | Val::Gone(_, ty) => (**ty).clone(),
        Val::Adt(a) => a.ty.clone(),
        _ => Type::Unknown,
    }
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
