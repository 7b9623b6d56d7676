//! Sets of tasks: what goes into one, and waiting for one or all of it.

use std::rc::Rc;

use double_connect_clients::TypeId;
use double_connect_clients::model::{DropEffect, TaskCall};

use super::Frame;
use super::body::Values;
use super::client::ModelCall;
use super::task_call::joined;
use crate::domain::state::TaskEnd;
use crate::domain::{Loc, State, Task, TaskId, Val};
use crate::source::Span;

/// How many tasks that one call has put into a set, and that end by themselves, are told apart.
const MAX_ALIKE: usize = 2;

/// Of how many tasks of a set each is tried as the one that ends next.
const MAX_JOINED: usize = 3;

impl Frame<'_, '_> {
    /// A task goes into a set.
    pub(super) fn put_in_set(&self, s: &mut State, id: TaskId, loc: &Loc, ty: TypeId) {
        let mut ids = match self.solver.read(s, loc) {
            Val::TaskSet(ids, _) => ids.to_vec(),
            // What a caller has put into it does not matter: it is joined where the set ends.
            _ if self.solver.type_model(ty).drop == DropEffect::Waits => Vec::new(),
            _ => {
                // A set of which nothing is known: its tasks cannot be followed.
                if let Some(task) = s.tasks.get_mut(&id) {
                    task.end = TaskEnd::Sometime;
                }
                return;
            }
        };
        // Of many that one call starts and that end by themselves the last ones are followed.
        let task = s.tasks.get(&id).filter(|t| t.end == TaskEnd::NotYet);
        let site = task.map(|t| t.site.clone());
        let alike = |id: &TaskId| {
            let known = s.tasks.get(id).map(|t| &t.site);
            known.is_some() && known == site.as_ref()
        };
        let mut older = ids.iter().copied().filter(alike);
        let oldest = older.next().filter(|_| older.count() + 1 >= MAX_ALIKE);
        if let Some(oldest) = oldest {
            ids.retain(|id| *id != oldest);
            s.tasks.remove(&oldest);
        }
        ids.push(id);
        self.solver.write(s, loc, Val::TaskSet(Rc::new(ids), ty));
    }

    /// Waits for one task of a set: each that can end is tried, and where none is left there is nothing to give.
    pub(super) fn join_one(
        &mut self,
        mut s: State,
        task: &TaskCall,
        ids: &[TaskId],
        set: &Val,
        call: &ModelCall<'_>,
    ) -> Values {
        let ends = |id: &&TaskId| s.tasks.get(*id).map(|t| t.end != TaskEnd::Never);
        let known = ids.iter().filter(|id| ends(id).is_some()).count();
        let ending: Vec<TaskId> = ids
            .iter()
            .filter(|id| ends(id) == Some(true))
            .copied()
            .collect();
        let mut out = Values::new();
        let may_be_empty = known == 0
            || ending
                .iter()
                .any(|id| s.tasks.get(id).is_some_and(|t| t.end != TaskEnd::NotYet));
        if may_be_empty {
            let mut none = s.clone();
            none.tasks.retain(|id, _| !ending.contains(id));
            out.push((none, Val::none()));
        }
        if !matches!(set, Val::TaskSet(..)) || ending.len() > MAX_JOINED {
            for id in &ending {
                if let Some(task) = s.tasks.get_mut(id).filter(|t| t.end == TaskEnd::NotYet) {
                    task.end = TaskEnd::Sometime;
                }
            }
            out.extend(joined(s, task, Vec::new()));
            return out;
        }
        for id in ending {
            let mut s = s.clone();
            let ended: Vec<Task> = s.tasks.remove(&id).into_iter().collect();
            out.extend(self.join_all(s, task, &ended, call.span));
        }
        out
    }

    /// All tasks of a set are waited for.
    pub(super) fn end_set(&mut self, mut s: State, set: &Loc, span: Span) -> Vec<State> {
        let Val::TaskSet(ids, _) = self.solver.read(&s, set) else {
            return vec![s];
        };
        let ended: Vec<Task> = ids.iter().filter_map(|id| s.tasks.remove(id)).collect();
        if ended.iter().any(|task| task.end == TaskEnd::Never) {
            return Vec::new();
        }
        s.pass_time();
        let done = self.run_deferred(s, &ended, span);
        done.into_iter().map(|(s, _)| s).collect()
    }
}
