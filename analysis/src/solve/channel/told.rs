//! Tasks that do something for each message, as a loop that matches on commands does: what they do once all has been
//! received that was sent so far.
//!
//! Each time something is sent to a task that waits for it, its body is analysed for just those messages
//! ([`Key::told`](crate::solve::summary::Key)), from the beginning. What it opens after the last of them it opens now, and where
//! it waits for the next one it holds what it holds.

use std::rc::Rc;

use super::receives;
use crate::domain::channel::{Content, any_message, sent_as_it_came};
use crate::domain::state::{Shape, TaskEnd};
use crate::domain::value::{AdtVal, CollVal, FutVal, capture_name, captures_of};
use crate::domain::{Expr, State, Task, Type, Val};
use crate::solve::Frame;
use crate::solve::apply::APPLY_COST;
use crate::solve::summary::{Exit, Summary, Told};
use crate::solve::task::{MAX_RUNNING, own_values, runnable};

/// How many messages are told apart. What a task does with more of them is not followed.
const MAX_TOLD: usize = 4;

/// How far from an argument ends of channels are looked for.
const MAX_STEPS: usize = 6;

impl Frame<'_, '_> {
    /// What is known to have been sent, and all that will come, into channels whose ends are among the arguments.
    pub(in crate::solve) fn told(&self, s: &State, args: &[Val]) -> Vec<Told> {
        let mut found = Vec::new();
        // Most calls: no state of a body that is analysed for messages.
        if !s.mem.keys().any(|place| Content::of(s, place).is_all) {
            return found;
        }
        for (i, v) in args.iter().enumerate() {
            self.search_told(s, v, &Expr::Arg(i as u32), MAX_STEPS, &mut found);
        }
        found
    }

    fn search_told(&self, s: &State, v: &Val, at: &Expr, steps: usize, found: &mut Vec<Told>) {
        let Some(steps) = steps.checked_sub(1) else {
            return;
        };
        match v {
            Val::Sym(e, ty) => match &**ty {
                Type::End(..) => {
                    let content = Content::of(s, &self.channel_of(e));
                    if content.is_all {
                        let variants = content.waiting().map(|v| variant_of(s, v)).collect();
                        let end = at.clone();
                        found.push(Told { end, variants });
                    }
                }
                Type::Fun(fun) | Type::Future(fun) => {
                    self.search_captures(s, &captures_of(e, fun), at, steps, found);
                }
                Type::Ref(_) => {
                    if let Some(behind) = self.solver.behind(s, v) {
                        self.search_told(s, &behind, &at.field("*"), steps, found);
                    }
                }
                _ => {}
            },
            Val::Ref(_) => {
                if let Some(behind) = self.solver.behind(s, v) {
                    self.search_told(s, &behind, &at.field("*"), steps, found);
                }
            }
            Val::Fun(fun) => self.search_captures(s, &fun.captures, at, steps, found),
            Val::Future(fut) => {
                if let FutVal::Run(fun) = &**fut {
                    self.search_captures(s, &fun.captures, at, steps, found);
                }
            }
            Val::Adt(adt) => {
                for (name, v) in &adt.fields {
                    let name = match &adt.variant {
                        Some(variant) => format!("{variant}.{name}"),
                        None => name.to_string(),
                    };
                    self.search_told(s, v, &at.field(&name), steps, found);
                }
            }
            _ => {}
        }
    }

    fn search_captures(
        &self,
        s: &State,
        captures: &[Val],
        at: &Expr,
        steps: usize,
        found: &mut Vec<Told>,
    ) {
        for (i, v) in captures.iter().enumerate() {
            self.search_told(s, v, &at.field(&capture_name(i)), steps, found);
        }
    }
}

impl Frame<'_, '_> {
    /// On entry: this was sent into a channel that came in, and no more.
    pub(in crate::solve) fn enter_told(&self, s: &mut State, told: &Told) {
        let place = self.channel_of(&told.end);
        let waiting = sent_as_it_came(&place);
        let mut sent = CollVal::default();
        for (i, variant) in told.variants.iter().enumerate() {
            let message = waiting.field(&format!("#{i}"));
            if let Some(variant) = variant {
                s.shapes
                    .insert(message.clone(), Shape::Variant(variant.clone()));
            }
            sent.elems.push((None, Val::sym(message, Type::Unknown)));
        }
        let content = Content {
            sent,
            is_all: true,
            ..Content::of(s, &place)
        };
        content.put(s, &place);
    }

    /// What is sent to a task that waits for it is the next of its messages: the states in which it has received all of
    /// them, or `None` if that is not followed.
    pub(super) fn tell_task(&mut self, s: &State, place: &Expr, v: &Val) -> Option<Vec<State>> {
        let waits = |t: &Task| t.waits && receives(t, place);
        let (id, task) = s.tasks.iter().find(|(_, t)| waits(t))?;
        let (id, mut task) = (*id, task.clone());
        if task.told.len() >= MAX_TOLD || crate::solve::frame::may_hold(v) {
            return None;
        }
        task.told.push(variant_of(s, v));
        let (code, captures) = runnable(&task.body)?;
        let before = Content::of(s, place);
        let mut s = s.clone();
        let messages: Vec<Val> = task.told.iter().map(|v| message(&mut s, v)).collect();
        let told = Content {
            sent: CollVal::of(messages),
            is_all: true,
            unseen: false,
            ..before.clone()
        };
        told.put(&mut s, place);
        let key = self.key_for(&s, code, &captures);
        if key.told.is_empty() {
            return None;
        }
        let summary = self.summary(key);
        if summary.opaque {
            return None;
        }
        s.tasks.remove(&id);
        let mut out: Vec<State> = Vec::new();
        for (now, task) in self.through_all(&s, (&summary, &captures), &task, place)? {
            let mut now = now;
            before.clone().put(&mut now, place);
            now.tasks.extend(task.map(|task| (id, task)));
            if !out.contains(&now) {
                out.push(now);
            }
        }
        self.at_most(&mut out, MAX_RUNNING);
        (!out.is_empty()).then_some(out)
    }

    /// The states in which a task has received all that was sent, with the task if it goes on.
    fn through_all(
        &mut self,
        s: &State,
        (summary, captures): (&Summary, &[Val]),
        task: &Task,
        place: &Expr,
    ) -> Option<Vec<(State, Option<Task>)>> {
        let mut out = Vec::new();
        for outcome in &summary.outcomes {
            if !self.spend(APPLY_COST) {
                return None;
            }
            if !matches!(outcome.exit, Exit::Opening(_) | Exit::Parked | Exit::Return) {
                continue;
            }
            let applied = self.apply_in_place(s, outcome, captures, task.site.span);
            let Some(mut applied) = applied else { continue };
            let is_last = Content::of(&applied.state, place).is_certainly_empty();
            match applied.exit {
                Exit::Opening(new) if is_last && !applied.was_open => {
                    let call = Some((summary, captures, s));
                    for overlap in self.overlaps(&applied.state, new, call) {
                        let key = (overlap.second.span, overlap.first.span);
                        self.record(&applied.state, key, overlap);
                    }
                    self.check_beside_tasks(&applied.state, new);
                    let holds = own_values(&mut applied.state, s);
                    let (thread, span) = (task.thread, task.site.span);
                    let at_work = Task::at_work(holds, TaskEnd::WhenTold, thread, span);
                    applied.state.add_task(at_work);
                    self.opening(&applied.state, new);
                }
                Exit::Parked => {
                    let waiting = Task {
                        holds: own_values(&mut applied.state, s),
                        end: TaskEnd::WhenTold,
                        output: Val::Moved,
                        deferred: false,
                        ..task.clone()
                    };
                    out.push((applied.state, Some(waiting)));
                }
                Exit::Return => out.push((applied.state, None)),
                _ => {}
            }
        }
        Some(out)
    }
}

/// Which variant a message is, if that is known.
fn variant_of(s: &State, v: &Val) -> Option<Rc<str>> {
    match v {
        Val::Adt(adt) => adt.variant.clone(),
        Val::Sym(e, _) => match s.shapes.get(&**e) {
            Some(Shape::Variant(variant)) => Some(variant.clone()),
            _ => None,
        },
        _ => None,
    }
}

/// A message of which only the variant is known, if that is.
fn message(s: &mut State, variant: &Option<Rc<str>>) -> Val {
    match variant {
        Some(_) => Val::Adt(Rc::new(AdtVal {
            ty: Type::Unknown,
            variant: variant.clone(),
            fields: Default::default(),
            base: None,
        })),
        None => any_message(s, Type::Unknown),
    }
}
