//! Tasks and threads that end by themselves and that nothing has waited for: what they open may open, and be open, beside
//! whatever opens meanwhile.

use super::Frame;
use super::check::{given_up, open_site};
use super::future::held_meanwhile;
use super::summary::Exit;
use super::task::runnable;
use crate::domain::hold::{running, task_as_holder};
use crate::domain::state::{Site, TaskEnd};
use crate::domain::{ObjId, State, Task, Val};
use crate::facts::{Confidence, HolderKind, Overlap};

/// How many tasks beside an opening are looked at.
const MAX_BESIDE: usize = 4;

/// What an opening of a task that is joined is worth.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// It can take place as late as at the join.
    Late,
    /// It may have taken place before something that the body in progress has waited for.
    Unknown,
}

impl Frame<'_, '_> {
    /// A connection has just opened, and tasks that were started before may run at this moment: as one may begin only
    /// now, each of its openings can take place beside this one.
    pub(super) fn check_beside_tasks(&mut self, s: &State, new: ObjId) {
        let waiting: Vec<Task> = self.unjoined(s);
        for task in waiting {
            self.check_beside_task(s, new, &task);
        }
    }

    fn unjoined(&self, s: &State) -> Vec<Task> {
        let not_yet = |t: &&Task| t.end == TaskEnd::NotYet && t.deferred;
        if !s.tasks.values().any(|t| not_yet(&t)) {
            return Vec::new();
        }
        let alive = running(s, self);
        let mut found: Vec<Task> = Vec::new();
        for (_, task) in s.tasks.iter().filter(|(id, _)| alive.contains(id)) {
            if not_yet(&task) && found.len() < MAX_BESIDE && !found.contains(task) {
                found.push(task.clone());
            }
        }
        found
    }

    fn check_beside_task(&mut self, s: &State, new: ObjId, task: &Task) {
        let Some((code, captures)) = runnable(&task.output) else {
            return;
        };
        let mut before = s.clone();
        before.tasks.retain(|_, t| t != task);
        if let Some(obj) = s.objs.get(&new) {
            // Whoever gets it has not got it yet.
            let opened = vec![Val::Obj(new, obj.ty)];
            let span = obj.opened.as_ref().map_or(task.site.span, |site| site.span);
            before
                .in_call
                .push(held_meanwhile(HolderKind::Temporary, opened, span));
        }
        let key = self.key_for(&before, code, &captures);
        let summary = self.summary(key);
        for outcome in &summary.outcomes {
            // What it has waited for first may be something that comes only after this.
            let Exit::Opening(_) = outcome.exit else {
                continue;
            };
            if task.hears && task.left.is_none() && outcome.state.recent.paused.0 {
                continue;
            }
            if !self.spend(super::apply::APPLY_COST) {
                return;
            }
            let applied = self.apply_outcome(&before, outcome, &captures, task.site.span);
            let Some(applied) = applied.filter(|a| !a.was_open) else {
                continue;
            };
            if let Exit::Opening(theirs) = applied.exit {
                self.record_beside(&applied.state, new, theirs, task);
            }
        }
    }

    /// The finding that a connection has opened while a task has, or gets, one of the same identity.
    fn record_beside(&mut self, s: &State, new: ObjId, theirs: ObjId, task: &Task) {
        let Some(mut first) = s.objs.get(&theirs).and_then(open_site) else {
            return;
        };
        let around = Site {
            span: first.span,
            chain: first.chain.into(),
        };
        let way = task.site.chain.iter().rev();
        first.chain = way
            .fold(around, |site, call| site.through(*call))
            .chain
            .to_vec();
        for overlap in self.overlaps_with(s, theirs, Some(new), None) {
            let overlap = Overlap {
                same_site: first.span == overlap.first.span,
                second: overlap.first,
                first: first.clone(),
                holders: vec![task_as_holder(task)],
                attempts: Vec::new(),
                overwritten: None,
                shadowed_by: None,
                side_by_side: task.left.is_none(),
                doubt: task.left.map(given_up),
                closed_elsewhere: None,
                confidence: Confidence::Likely,
                ..overlap
            };
            self.record(s, (overlap.second.span, overlap.first.span), overlap);
        }
    }

    /// Does something in which a task runs that is joined: whatever the body in progress has opened since it started was
    /// checked beside it then, and what it did before something that others wait for is not known.
    pub(super) fn in_order<T>(&mut self, task: &Task, run: impl FnOnce(&mut Self) -> T) -> T {
        let order = match task.end {
            TaskEnd::NotYet => Some(Order::Late),
            TaskEnd::WhenDriven => None,
            _ => Some(Order::Unknown),
        };
        let outer = std::mem::replace(&mut self.order, order);
        let done = run(self);
        self.order = outer;
        done
    }
}
