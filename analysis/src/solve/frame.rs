//! One analysis of one body: what it knows beside the state, and the outcomes that it collects.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::outcomes::Outcomes;
use super::plan::Plan;
use super::reach::Sight;
use super::summary::{Exit, Key, Outcome, Overwrite, Summary};
use super::unjoined::Order;
use super::{Solver, framework};
use crate::domain::channel::has_messages;
use crate::domain::elements::told_apart;
use crate::domain::state::{Aside, Status};
use crate::domain::types::Code;
use crate::domain::{Expr, ObjId, State, Type, Val};
use crate::ir::{self, Body, Local};
use crate::names::{BodyId, Ctx};
use crate::source::Span;

/// How much work one analysis of a body may do, in statements; then its remaining paths are given up. Long before that
/// fewer and fewer are followed, so that the end of the body is reached.
const BUDGET: u32 = 60_000;

/// The same for a function that is analysed for its result alone, which may be an identity: what takes longer is none.
const BUDGET_FOR_RESULT: u32 = 300;

/// How many states a block can have when half of the budget is used up.
const FEW_STATES: usize = 4;

/// One analysis of one body.
pub(crate) struct Frame<'s, 'a> {
    pub(crate) solver: &'s Solver<'a>,
    pub(crate) body: BodyId,
    pub(crate) ctx: Ctx,
    pub(crate) key: Key,
    /// What its graph tells.
    pub(super) plan: Rc<Plan>,
    /// Whether it is a closure that can be called only once.
    pub(super) once: bool,
    /// Where connections are closed, by where they were opened.
    pub(super) closings: BTreeMap<crate::domain::state::Site, BTreeSet<(crate::ir::Block, Span)>>,
    /// The block in progress.
    pub(super) block: crate::ir::Block,
    outcomes: Outcomes,
    pub(super) overwrites: Vec<Overwrite>,
    /// Of channels that came in: see [`Summary::keeps`].
    pub(super) keeps: BTreeMap<Rc<Expr>, bool>,
    /// What is found.
    pub(super) sight: Sight,
    /// Whether the call in progress is one that code from outside may make.
    pub(super) from_outside: bool,
    /// Whether what runs now runs beside something else in one task.
    pub(super) side_by_side: bool,
    /// While a task runs that is joined: what is known of when its openings take place.
    pub(super) order: Option<Order>,
    /// Whether it has been told that the body, a future, can wait before it has done anything.
    waits_idle: bool,
    widened: bool,
    /// How much work the analysis may do at all.
    all_budget: u32,
    /// What is left of it.
    budget: u32,
}

impl<'s, 'a> Frame<'s, 'a> {
    pub(super) fn new(solver: &'s Solver<'a>, body: BodyId, key: &Key) -> Self {
        let budget = if solver.is_for_result(key) {
            BUDGET_FOR_RESULT
        } else {
            BUDGET
        };
        Frame {
            solver,
            body,
            ctx: solver
                .program
                .body_ctx(body)
                .with_bound(key.generics.clone()),
            key: key.clone(),
            closings: BTreeMap::new(),
            block: crate::ir::Block(0),
            plan: solver.plan(body),
            once: solver.is_once(body, &key.args),
            outcomes: Outcomes::default(),
            overwrites: Vec::new(),
            keeps: BTreeMap::new(),
            sight: Sight::default(),
            from_outside: false,
            side_by_side: false,
            order: None,
            waits_idle: false,
            widened: false,
            all_budget: budget,
            budget,
        }
    }

    pub(super) fn solve(mut self) -> Summary {
        let body = self.body();
        let plan = self.plan.clone();
        let widened = framework::run(&mut self, body, &plan.order);
        let widened = widened || self.widened;
        if (widened || self.sight.untold) && self.all_budget == BUDGET_FOR_RESULT {
            // Its result is no identity, then, and nothing is lost with its paths.
            return Summary {
                opaque: true,
                ..Summary::default()
            };
        }
        let outcomes = self.outcomes.finish(self.solver, &self.key.args);
        self.sight.widened = widened;
        let widened = widened || self.sight.untold;
        self.solver.frames.borrow_mut().insert(self.key, self.sight);
        Summary {
            outcomes,
            overwrites: self.overwrites,
            keeps: self.keeps,
            opaque: false,
            widened,
        }
    }

    /// What a piece of code does that this body calls or starts.
    pub(crate) fn summary(&mut self, key: Key) -> Rc<Summary> {
        if let (Code::Fn(id), false) = (key.code, self.from_outside) {
            self.sight.called.insert(id);
        }
        if !self.sight.applied.contains(&key) {
            self.sight.applied.insert(key.clone());
        }
        self.solver.summary(key)
    }

    /// Takes work from the budget; false if it is used up.
    pub(crate) fn spend(&mut self, work: u32) -> bool {
        match self.budget.checked_sub(work) {
            Some(left) => {
                self.budget = left;
                true
            }
            None => {
                self.widened = true;
                false
            }
        }
    }

    /// Keeps so many of these at most, each once. Where there are more, the body is followed only in part.
    pub(super) fn at_most<T: PartialEq>(&mut self, all: &mut Vec<T>, most: usize) {
        if all.len() <= most {
            return;
        }
        let mut kept: Vec<T> = Vec::with_capacity(most);
        for one in all.drain(..) {
            if kept.contains(&one) {
                continue;
            }
            if kept.len() == most {
                self.widened = true;
                break;
            }
            kept.push(one);
        }
        *all = kept;
    }

    /// Notes that something is not followed.
    pub(super) fn cut_short(&mut self) {
        self.widened = true;
    }

    /// How many states a block can have, of `all` that it can have at first.
    pub(super) fn room_for_states(&self, all: usize) -> usize {
        let quarter = self.all_budget / 4;
        match self.budget {
            left if left > quarter * 3 => all,
            left if left > quarter * 2 => (all / 4).max(FEW_STATES),
            left if left > quarter => FEW_STATES,
            _ => 1,
        }
    }

    /// Whether the block in progress lies in a loop that no iterator bounds.
    pub(crate) fn in_endless_loop(&self) -> bool {
        self.plan.endless.contains(&self.block)
    }

    /// The flow graph.
    pub(crate) fn body(&self) -> &'a Body {
        &self.solver.program[self.body].body
    }

    /// The body returns in this state.
    pub(super) fn returned(&mut self, s: State) {
        for mut s in self.dropped_captures(s) {
            let ret = s.locals.remove(&ir::RETURN).unwrap_or_else(Val::unit);
            s.locals.clear();
            self.outcome(Exit::Return, s, ret);
        }
    }

    /// The body, a future, can be dropped in this state.
    pub(crate) fn cancelled(&mut self, s: &State) {
        let untouched = s.is_idle() && s.mem.is_empty() && s.cells.is_empty();
        let mut s = if untouched {
            // As if it had never been polled. That it waits is told once.
            if std::mem::replace(&mut self.waits_idle, true) {
                return;
            }
            State::default()
        } else {
            s.clone()
        };
        s.locals.clear();
        s.in_call.clear();
        self.outcome(Exit::Cancelled, s, Val::unit());
    }

    /// The body, a future, waits in this state while others run: that matters where it has a connection open, or one of
    /// which the caller knows.
    pub(crate) fn suspended(&mut self, s: &State) {
        let mut holds = s.objs.values().any(|o| o.status == Status::Open);
        for v in s.locals.values() {
            v.walk(&mut |v| {
                holds |= match v {
                    Val::Sym(e, ty) => e.is_input() && self.solver.may_hold(ty),
                    _ => false,
                };
            });
        }
        if !holds {
            return;
        }
        let s = self.held_aside(s, None);
        if !s.in_call.is_empty() {
            self.outcome(Exit::Suspended, s, Val::unit());
        }
    }

    /// The body waits in this state for a message that nobody has sent.
    pub(crate) fn parked(&mut self, s: &State) {
        let s = self.held_aside(s, None);
        self.outcome(Exit::Parked, s, Val::unit());
    }

    /// A connection has just opened in this state: callers want to know.
    pub(crate) fn opening(&mut self, s: &State, obj: ObjId) {
        if self.order.is_some() {
            // They were told when the task was started, and it may well have opened before this.
            return;
        }
        let s = self.held_aside(s, Some(obj));
        self.outcome(Exit::Opening(obj), s, Val::unit());
    }

    /// A state for callers: what its locals hold stands in `in_call`. `opened` is the connection that matters most.
    fn held_aside(&self, s: &State, opened: Option<ObjId>) -> State {
        let mut s = s.clone();
        let locals = std::mem::take(&mut s.locals);
        for (local, v) in locals {
            let holder = self.holder_of(local);
            s.in_call.push((v, Aside(holder)));
        }
        let held = std::mem::take(&mut s.in_call).into_iter();
        s.in_call = held
            .filter(|(v, _)| may_hold(v) || has_messages(&s, v))
            .collect();
        let told = told_apart(&s, &s.in_call, opened).into_iter();
        s.in_call = told.filter_map(|at| s.in_call.get(at).cloned()).collect();
        s
    }

    fn outcome(&mut self, exit: Exit, s: State, ret: Val) {
        // The return value and the connection in question take part in the numbering as a local and a held value.
        let mut s = s;
        s.locals.insert(ir::RETURN, ret);
        let marker = Local(u32::MAX);
        if let Exit::Opening(obj) = exit
            && let Some(o) = s.objs.get(&obj)
        {
            s.locals.insert(marker, Val::Obj(obj, o.ty));
        }
        let mut s = crate::domain::canon::canonical(&s, &|obj| self.solver.survives(obj));
        let ret = s.locals.remove(&ir::RETURN).unwrap_or_else(Val::unit);
        let exit = match (exit, s.locals.remove(&marker)) {
            (Exit::Opening(_), Some(Val::Obj(obj, _))) => Exit::Opening(obj),
            (Exit::Opening(_), _) => return,
            (exit, _) => exit,
        };
        s.locals.clear();
        let outcome = Outcome {
            exit,
            state: s,
            ret,
        };
        if !self.outcomes.add(self.solver, outcome) {
            self.sight.untold = true;
        }
    }
}

/// Whether a value can hold a connection or a task.
pub(super) fn may_hold(v: &Val) -> bool {
    let mut found = false;
    v.walk(&mut |v| {
        found |= match v {
            Val::Obj(..) | Val::Task(..) | Val::TaskSet(..) | Val::Shared(_) => true,
            Val::Sym(e, ty) => {
                e.is_input() && !matches!(&**ty, Type::Bool | Type::Data | Type::Ref(_))
            }
            // A changed version of what only the caller knows.
            v => v.came_as().is_some_and(Expr::is_input),
        }
    });
    found
}
