//! Futures that run side by side in one task: what is joined, what races, and what each opens while another one waits.

use std::rc::Rc;

use double_connect_clients::model::Role;

use super::Frame;
use super::body::Values;
use super::future::{MAX_CANCELLED, held_meanwhile};
use super::summary::Exit;
use super::task::{Running, runnable};
use crate::domain::value::{CollVal, FutVal, Joins, Race};
use crate::domain::{Loc, State, Type, Val};
use crate::facts::HolderKind;
use crate::ir::{self, Block, Operand};
use crate::source::Span;

/// How many states in which a future waits are looked at.
const MAX_WAITING: usize = 6;

/// In how many states several futures that run to their ends are told apart.
const MAX_JOINED: usize = 16;

impl Frame<'_, '_> {
    /// All futures one after the other, two that wait and share something also the other way round; their results as a
    /// tuple or collection.
    pub(super) fn await_all(
        &mut self,
        s: State,
        futures: Vec<Val>,
        joins: Joins,
        span: Span,
    ) -> Values {
        let beside: Vec<(Val, Span)> = futures.iter().map(|f| (f.clone(), span)).collect();
        self.check_side_by_side(&s, &beside, true);
        let reversed = match &futures[..] {
            [first, second] if self.may_come_later(&s, first, second) => {
                self.await_in_order(s.clone(), vec![second, first], joins, span)
            }
            _ => Vec::new(),
        };
        let mut ends = self.await_in_order(s, futures.iter().collect(), joins, span);
        let swapped = |(s, done): (State, Result<Vec<Val>, Val>)| {
            (s, done.map(|done| done.into_iter().rev().collect()))
        };
        ends.extend(reversed.into_iter().map(swapped));
        self.at_most(&mut ends, MAX_JOINED);
        let Joins { try_, list } = joins;
        let each = ends.into_iter().map(|(s, done)| {
            let v = match done {
                Err(failed) => return (s, failed),
                Ok(done) if list => Val::Coll(Rc::new(CollVal::of(done))),
                Ok(done) => Val::tuple(done),
            };
            (s, if try_ { Val::ok(v) } else { v })
        });
        each.collect()
    }

    /// Whether what one future does may come after what the next one does, and that matters: it waits somewhere, and both have to
    /// do with what they share, a static or something that they point to.
    fn may_come_later(&mut self, s: &State, first: &Val, second: &Val) -> bool {
        let mut waits = false;
        let mut both_share = true;
        for (i, fut) in [first, second].into_iter().enumerate() {
            let Some((code, captures)) = runnable(fut) else {
                return false;
            };
            let key = self.key_for(s, code, &captures);
            let summary = self.summary(key);
            let mut outcomes = summary.outcomes.iter();
            waits |= i == 0 && outcomes.clone().any(|o| o.exit == Exit::Cancelled);
            both_share &= outcomes.any(|o| !o.state.statics.is_empty() || !o.state.mem.is_empty());
        }
        waits && both_share
    }

    /// Futures one after the other: what they give, in that order, or how the first of them fails that does.
    fn await_in_order(
        &mut self,
        s: State,
        futures: Vec<&Val>,
        joins: Joins,
        span: Span,
    ) -> Vec<(State, Result<Vec<Val>, Val>)> {
        let mut partial: Vec<(State, Vec<Val>)> = vec![(s, Vec::new())];
        let mut out = Vec::new();
        for fut in futures {
            let mut next = Vec::new();
            for (s, done) in partial {
                // What is done already waits while the next one runs. None of them comes after another.
                let mut s = s;
                s.pass_time();
                s.in_call
                    .push(held_meanwhile(HolderKind::Temporary, done.clone(), span));
                for (mut s, v) in self.await_value(s, fut.clone(), span) {
                    s.in_call.pop();
                    let (v, failed) = match (&v, joins.try_) {
                        (Val::Adt(a), true) if a.variant.as_deref() == Some("Ok") => {
                            (a.fields.get("0").cloned().unwrap_or_else(Val::unit), false)
                        }
                        (Val::Adt(a), true) if a.variant.as_deref() == Some("Err") => {
                            (v.clone(), true)
                        }
                        _ => (v.clone(), false),
                    };
                    if failed {
                        out.push((s, Err(v)));
                        continue;
                    }
                    let mut done = done.clone();
                    done.push(v);
                    next.push((s, done));
                }
            }
            self.at_most(&mut next, MAX_JOINED);
            partial = next;
        }
        out.extend(partial.into_iter().map(|(s, done)| (s, Ok(done))));
        out
    }

    /// One of several futures runs to its end, and the others are dropped.
    pub(super) fn await_one(
        &mut self,
        s: &State,
        futures: &[Val],
        race: &Race,
        span: Span,
    ) -> Values {
        let beside: Vec<(Val, Span)> = futures.iter().map(|f| (f.clone(), span)).collect();
        self.check_side_by_side(s, &beside, false);
        let mut out = Values::new();
        for (i, first) in futures.iter().enumerate() {
            let mut states = vec![s.clone()];
            let others = futures.iter().enumerate().filter(|(j, _)| *j != i);
            let others: Vec<&Val> = others.map(|(_, other)| other).collect();
            let too_late = self.is_timer(s, first);
            let dropped = if race.rest { &[][..] } else { &others };
            for other in dropped {
                let mut next = Vec::new();
                for s in states {
                    next.extend(self.cancel(&s, other, span));
                    next.extend(self.dropped(s, (*other).clone(), None));
                }
                self.at_most(&mut next, MAX_CANCELLED);
                states = next;
            }
            for s in states {
                for (mut s, v) in self.await_value(s, first.clone(), span) {
                    if too_late {
                        others.iter().for_each(|v| self.give_up(&mut s, v, span));
                    }
                    let v = match (race.rest, others.first()) {
                        (true, Some(other)) => Val::tuple(vec![v, (*other).clone()]),
                        _ => v,
                    };
                    let v = match race.variants.get(i) {
                        Some(variant) => Val::variant(variant, Some(v)),
                        None => v,
                    };
                    out.push((s, v));
                }
            }
        }
        out
    }

    /// Futures that run at the same time: what each opens is checked against what the others hold where they wait, and,
    /// where all run to their ends, against what they have given.
    fn check_side_by_side(&mut self, s: &State, futures: &[(Val, Span)], to_the_end: bool) {
        for (i, (waiting, span)) in futures.iter().enumerate() {
            let span = *span;
            let mut beside = self.waiting(s, waiting, span);
            // What is through before a later one begins is seen when they are run one after the other.
            if to_the_end && i > 0 {
                let mut ends = self.await_value(s.clone(), waiting.clone(), span);
                self.at_most(&mut ends, MAX_WAITING);
                beside.extend(ends.into_iter().map(|(mut s, v)| {
                    s.pass_time();
                    s.in_call
                        .push(held_meanwhile(HolderKind::Temporary, vec![v], span));
                    s
                }));
            }
            for s in beside {
                self.suspended(&s);
                let outer = std::mem::replace(&mut self.side_by_side, true);
                for (j, (other, at)) in futures.iter().enumerate().filter(|(j, _)| *j != i) {
                    let mut s = s.clone();
                    let rest = futures.iter().enumerate();
                    let rest = rest.filter(|(k, _)| *k != i && *k != j);
                    let rest = rest.map(|(_, (v, _))| v.clone()).collect();
                    s.in_call
                        .push(held_meanwhile(HolderKind::Temporary, rest, *at));
                    self.start(s, other, (false, false), *at);
                }
                self.side_by_side = outer;
            }
        }
    }

    /// The states in which a future that has begun waits with a connection open; what it holds then stands in `in_call`.
    fn waiting(&mut self, s: &State, v: &Val, span: Span) -> Vec<State> {
        let mut out = match v {
            Val::Future(fut) => match &**fut {
                FutVal::Run(fun) => {
                    let key = self.key_for(s, fun.code, &fun.captures);
                    let summary = self.summary(key);
                    self.states_at(s, &summary, Exit::Suspended, (&fun.captures, span))
                }
                FutVal::Model { .. } => {
                    let held = |run: Running| {
                        let mut s = run.state;
                        s.in_call
                            .push(held_meanwhile(HolderKind::Temporary, run.holds, span));
                        s
                    };
                    self.start(s.clone(), v, (false, false), span)
                        .into_iter()
                        .map(held)
                        .collect()
                }
                FutVal::Timeout(inner) => self.waiting(s, inner, span),
                FutVal::Join(futures, _) | FutVal::Race(futures, _) => {
                    let each = futures.iter();
                    each.flat_map(|f| self.waiting(s, f, span)).collect()
                }
                FutVal::Ready(_) => Vec::new(),
            },
            Val::Ref(loc) => match self.solver.read(s, loc) {
                inner @ Val::Future(_) => self.waiting(s, &inner, span),
                _ => Vec::new(),
            },
            _ => Vec::new(),
        };
        self.at_most(&mut out, MAX_WAITING);
        out
    }

    /// `select!`.
    pub(crate) fn select_arms(
        &mut self,
        mut s: State,
        arms: &[ir::SelectArm],
        els: Option<Block>,
    ) -> Vec<(Block, State)> {
        let mut out = Vec::new();
        self.check_arms(&s, arms);
        for (i, arm) in arms.iter().enumerate() {
            let mut states = vec![s.clone()];
            if let Some(cond) = &arm.enabled {
                let v = self.look(&mut s, cond);
                states = self
                    .split_bool(s.clone(), &v)
                    .into_iter()
                    .filter(|(_, on)| *on)
                    .map(|(s, _)| s)
                    .collect();
            }
            for (j, other) in arms.iter().enumerate() {
                if i != j {
                    let mut next = Vec::new();
                    for s in states {
                        // One that has not begun is dropped with the local that it lies in.
                        let mut begun = s.clone();
                        let fut = self.take(&mut begun, &Loc::local(other.future));
                        next.push(s);
                        next.extend(self.cancel(&begun, &fut, other.span));
                    }
                    self.at_most(&mut next, MAX_CANCELLED);
                    states = next;
                }
            }
            for mut s in states {
                let fut = self.operand(&mut s, &Operand::Use(ir::Place::local(arm.future)));
                let mut late: Vec<Val> = Vec::new();
                if self.is_timer(&s, &fut) {
                    let others = arms.iter().enumerate().filter(|(j, _)| *j != i);
                    let futures = others.map(|(_, other)| Loc::local(other.future));
                    late.extend(futures.map(|loc| self.solver.read(&s, &loc)));
                }
                for (mut s, v) in self.await_value(s, fut, arm.span) {
                    late.iter().for_each(|v| self.give_up(&mut s, v, arm.span));
                    s.locals.insert(arm.dest, v);
                    out.push((arm.target, s));
                }
            }
        }
        if let Some(els) = els {
            out.push((els, s));
        }
        out
    }

    /// Whether a future only waits for some time to pass.
    fn is_timer(&self, s: &State, fut: &Val) -> bool {
        match self.solver.through(s, fut) {
            Val::Sym(_, ty) => match *ty {
                Type::Handle(ty) => self.solver.type_model(ty).role == Role::Timer,
                _ => false,
            },
            _ => false,
        }
    }

    /// Checks the arms that can be enabled together against each other.
    fn check_arms(&mut self, s: &State, arms: &[ir::SelectArm]) {
        let mut s = s.clone();
        let mut futures = Vec::new();
        for arm in arms {
            let off = arm.enabled.as_ref().map(|cond| self.look(&mut s, cond));
            if off != Some(Val::Bool(false)) {
                let future = self.take(&mut s, &Loc::local(arm.future));
                futures.push((future, arm.span));
            }
        }
        self.check_side_by_side(&s, &futures, false);
    }
}
