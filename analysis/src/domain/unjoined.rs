//! Tasks that end by themselves: as long as nothing has been done that may have waited for their end, they have not.

use std::collections::BTreeSet;

use super::expr::Expr;
use super::hold::half;
use super::place::{Loc, Root};
use super::state::{State, Task, TaskEnd, TaskId};
use super::types::Type;
use super::value::Val;
use crate::source::Span;

impl State {
    /// Something happens that may take time. A task that ends by itself has then perhaps ended, unless its handle is at
    /// hand, to be joined later, and there is nothing through which it could have told that it is through.
    /// `also` are values beside those of the body in progress.
    pub(crate) fn let_tasks_end(&mut self, also: &[Val]) {
        if self.tasks.values().all(|t| t.end != TaskEnd::NotYet) {
            return;
        }
        let mut kept = BTreeSet::new();
        let held = self.in_call.iter().map(|(v, _)| v);
        let slots = self.locals.values().chain(self.mem.values());
        for v in slots.chain(held).chain(also) {
            handles(v, &mut kept);
        }
        let ended: Vec<TaskId> = self
            .tasks
            .iter()
            .filter(|(_, task)| task.end == TaskEnd::NotYet && task.left.is_none())
            .filter(|(id, task)| task.tells || !kept.contains(id))
            .map(|(id, _)| *id)
            .collect();
        self.end_perhaps(ended);
    }
}

/// The tasks whose handles a value holds for somebody to join them. One that lies in a struct of the project is rather
/// kept to be aborted, or for nothing.
fn handles(v: &Val, found: &mut BTreeSet<TaskId>) {
    match v {
        Val::Task(id, _) => {
            found.insert(*id);
        }
        Val::TaskSet(ids, _) => found.extend(ids.iter().copied()),
        Val::Adt(adt) if matches!(adt.ty, Type::Adt(_)) => {}
        other => other.children(&mut |child| handles(child, found)),
    }
}

impl State {
    /// Something is looked at in a place. A task that has a part of it may have ended, and told so there.
    pub(crate) fn look_at(&mut self, loc: &Loc, v: &Val) {
        let waits = |t: &Task| t.end == TaskEnd::NotYet && t.tells;
        if !self.tasks.values().any(waits) {
            return;
        }
        let heard: Vec<TaskId> = self
            .tasks
            .iter()
            .filter(|(_, task)| {
                let shares = || task.holds.iter().any(|held| shares(held, loc, v));
                waits(task) && (matches!(loc.root, Root::Static(_)) || shares())
            })
            .map(|(id, _)| *id)
            .collect();
        self.end_perhaps(heard);
    }

    /// Somebody has given up waiting for tasks: they have not ended, and nobody knows when they will.
    pub(crate) fn leave(&mut self, ids: &[TaskId], span: Span) {
        for id in ids {
            if let Some(task) = self.tasks.get_mut(id)
                && task.deferred
                && matches!(task.end, TaskEnd::NotYet | TaskEnd::Sometime)
            {
                task.end = TaskEnd::NotYet;
                task.left = Some(span);
            }
        }
    }

    /// A task has ended, or may have: what it does counts where it is joined.
    pub(crate) fn end_task(&mut self, id: TaskId) {
        let known = self.tasks.get_mut(&id);
        if let Some(task) = known.filter(|task| task.end != TaskEnd::WhenDriven) {
            task.end = TaskEnd::Sometime;
        }
    }

    fn end_perhaps(&mut self, ids: Vec<TaskId>) {
        for id in ids {
            match self.tasks.get_mut(&id) {
                Some(task) if task.deferred => task.end = TaskEnd::Sometime,
                // What was sent to a task.
                _ => drop(self.tasks.remove(&id)),
            }
        }
    }
}

/// Whether a value has a part of what lies in a place.
fn shares(held: &Val, loc: &Loc, v: &Val) -> bool {
    let mut found = false;
    held.walk(&mut |held| {
        found |= match (held, &loc.root, v) {
            (Val::Shared(cell), Root::Cell(there), _) => cell == there,
            (Val::Ref(to) | Val::Guard(to), root, _) => to.root == *root,
            (Val::Sym(e, _), Root::Mem(there), _) => e == there,
            (Val::Sym(e, _), _, Val::Sym(there, _)) => e == there || is_other_half(e, there),
            _ => false,
        }
    });
    found
}

fn is_other_half(a: &Expr, b: &Expr) -> bool {
    matches!((half(a), half(b)), (Some(a), Some(b)) if a.0 == b.0 && a.1 != b.1)
}
