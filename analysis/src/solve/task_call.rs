//! Calls on what runs beside: joining, aborting and detaching tasks.

use std::rc::Rc;

use double_connect_clients::access::Step;
use double_connect_clients::model::{Gives, TaskCall, TaskEffect};

use super::Frame;
use super::body::Values;
use super::client::{ModelCall, build};
use crate::domain::state::TaskEnd;
use crate::domain::value::CollVal;
use crate::domain::{State, Task, TaskId, Type, Val};
use crate::source::Span;

impl Frame<'_, '_> {
    /// A call on a task's handle or on a set of tasks; one that detaches may give another handle.
    pub(crate) fn task_call(
        &mut self,
        mut s: State,
        task: &TaskCall,
        gives: Option<&Gives>,
        call: &ModelCall<'_>,
    ) -> Values {
        let v = call
            .receiver
            .as_ref()
            .map_or(Val::Moved, |(loc, _)| self.solver.read(&s, loc));
        let ids: Vec<TaskId> = match &v {
            Val::Task(id, _) => vec![*id],
            Val::TaskSet(ids, _) => ids.to_vec(),
            Val::Sym(e, _)
                if e.is_input()
                    && !matches!(task.effect, TaskEffect::Detaches | TaskEffect::JoinsOne) =>
            {
                s.ended.insert((**e).clone());
                Vec::new()
            }
            _ => Vec::new(),
        };
        let mut outputs = Vec::new();
        match task.effect {
            TaskEffect::Joins | TaskEffect::Stops => {
                let joins = task.effect == TaskEffect::Joins;
                if joins
                    && ids.iter().any(|id| {
                        s.tasks
                            .get(id)
                            .is_some_and(|t| t.end == TaskEnd::Never && !t.output_is_known())
                    })
                {
                    // It never ends, so nothing behind the join is ever reached.
                    return Vec::new();
                }
                let ended: Vec<Task> = ids.iter().filter_map(|id| s.tasks.remove(id)).collect();
                if joins {
                    for task in ended.iter().filter(|t| !t.leaves_some && !t.deferred) {
                        s.tasks.retain(|_, other| !other.is_of(task));
                    }
                    return self.join_all(s, task, &ended, call.span);
                }
                outputs = ended.into_iter().map(|task| task.output).collect();
            }
            TaskEffect::Aborts => {
                for id in &ids {
                    if s.tasks.get(id).is_some_and(|t| !t.thread) {
                        s.tasks.remove(id);
                    }
                }
            }
            TaskEffect::Detaches => {
                for id in &ids {
                    if let Some(task) = s.tasks.get_mut(id) {
                        task.aborts_on_drop = false;
                    }
                }
                if let (Val::TaskSet(_, ty), Some((loc, _))) = (&v, &call.receiver) {
                    let empty = Val::TaskSet(Rc::default(), *ty);
                    self.solver.write(&mut s, loc, empty);
                }
                if let Some(gives) = gives {
                    return self.gives(s, gives, call);
                }
            }
            TaskEffect::JoinsOne => return self.join_one(s, task, &ids, &v, call),
        }
        joined(s, task, outputs)
    }

    /// Joins tasks: those that end by themselves have their effects here.
    pub(super) fn join_all(
        &mut self,
        s: State,
        call: &TaskCall,
        ended: &[Task],
        span: Span,
    ) -> Values {
        let done = self.run_deferred(s, ended, span);
        done.into_iter()
            .flat_map(|(s, outputs)| joined(s, call, outputs))
            .collect()
    }

    /// The states in which tasks are through, with what they give.
    pub(super) fn run_deferred(
        &mut self,
        s: State,
        ended: &[Task],
        span: Span,
    ) -> Vec<(State, Vec<Val>)> {
        let mut s = s;
        for task in ended {
            s.only_sender(task);
        }
        let mut done = vec![(s, Vec::new())];
        for task in ended {
            let mut next = Vec::new();
            for (s, outputs) in done {
                let body = task.output.clone();
                let through = match (task.deferred, task.thread) {
                    (false, _) => vec![(s, body)],
                    (true, true) => {
                        self.in_order(task, |frame| frame.call_value(s, &body, Vec::new(), span))
                    }
                    (true, false) => self.in_order(task, |frame| frame.await_value(s, body, span)),
                };
                for (s, v) in through {
                    let outputs: Vec<Val> = outputs.iter().cloned().chain([v]).collect();
                    next.push((s, outputs));
                }
            }
            done = next;
        }
        done
    }
}

impl Task {
    fn output_is_known(&self) -> bool {
        self.output != Val::Moved
    }
}

/// What joining tasks gives: what they give, or that one failed if the model says that it can.
pub(super) fn joined(s: State, task: &TaskCall, outputs: Vec<Val>) -> Values {
    let mut s = s;
    let Some(path) = &task.output else {
        let v = s.opaque(Type::Unknown);
        return vec![(s, v)];
    };
    let mut out = Values::new();
    // What may come instead of the innermost payload.
    let fails = |step: &Step| matches!(step, Step::Payload(_));
    if let Some(at) = path.steps.iter().rposition(fails) {
        let mut bad = s.clone();
        let failed = match &path.steps[at] {
            Step::Payload(name) if name == "Some" => Val::none(),
            _ => Val::err(bad.opaque(Type::Unknown)),
        };
        let failed = build(&mut bad, vec![(path.steps[..at].to_vec(), failed)]);
        out.push((bad, failed));
    }
    let mut known = outputs.into_iter().map(|v| match v {
        Val::Moved => s.opaque(Type::Unknown),
        v => v,
    });
    let (steps, v) = match path.steps.split_last() {
        Some((Step::Element, before)) => (before, Val::Coll(Rc::new(CollVal::of(known)))),
        _ => (&*path.steps, known.next_back().unwrap_or(Val::Moved)),
    };
    let v = match v {
        Val::Moved => s.opaque(Type::Unknown),
        v => v,
    };
    let v = build(&mut s, vec![(steps.to_vec(), v)]);
    out.push((s, v));
    out
}
