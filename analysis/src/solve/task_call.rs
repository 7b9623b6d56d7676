//! Calls on what runs beside: joining, aborting and detaching tasks; calls that run a future or closure in place.

use std::rc::Rc;

use double_connect_clients::access::Step;
use double_connect_clients::model::{Gives, Run, RunKind, TaskCall, TaskEffect};

use super::Frame;
use super::body::Values;
use super::client::ModelCall;
use crate::domain::state::TaskEnd;
use crate::domain::value::{FutVal, Joins};
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
        let mut output = None;
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
                if joins && ended.iter().any(|task| task.deferred) {
                    return self.join_deferred(s, task, &ended, call.span);
                }
                output = ended.into_iter().next_back().map(|task| task.output);
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
            TaskEffect::JoinsOne => {}
        }
        let output = output
            .filter(|v| *v != Val::Moved)
            .unwrap_or_else(|| s.opaque(Type::Unknown));
        joined(s, task, output)
    }

    /// Joins tasks that end by themselves: what they run has its effects here.
    fn join_deferred(&mut self, s: State, call: &TaskCall, ended: &[Task], span: Span) -> Values {
        let mut done: Values = vec![(s, Val::Moved)];
        for task in ended {
            let mut next = Values::new();
            for (s, _) in done {
                let body = task.output.clone();
                match (task.deferred, task.thread) {
                    (false, _) => next.push((s, body)),
                    (true, true) => next.extend(self.call_value(s, &body, Vec::new(), span)),
                    (true, false) => next.extend(self.await_value(s, body, span)),
                }
            }
            done = next;
        }
        done.into_iter()
            .flat_map(|(s, v)| joined(s, call, v))
            .collect()
    }

    /// A call that runs a future or closure.
    pub(crate) fn run(&mut self, mut s: State, run: &Run, call: &ModelCall<'_>) -> Values {
        let Some(body) = call_argument(call, &run.body) else {
            return self.call_unknown(s, call.args.clone(), Type::Unknown, call.span);
        };
        match run.kind {
            RunKind::Blocking => {
                let seen = self.solver.look_through(&mut s, &body).0;
                let is_fun = match &seen {
                    Val::Fun(_) => true,
                    Val::Sym(_, ty) => matches!(**ty, Type::Fun(_)),
                    _ => false,
                };
                if is_fun {
                    self.call_value(s, &seen, Vec::new(), call.span)
                } else {
                    self.await_value(s, body, call.span)
                }
            }
            RunKind::Timeout => vec![(s, Val::Future(Rc::new(FutVal::Timeout(body))))],
            RunKind::Transparent => vec![(s, body)],
            RunKind::Join => joining(vec![(s, arguments_from(call, &run.body))], false, false),
            RunKind::TryJoin => joining(vec![(s, arguments_from(call, &run.body))], true, false),
            RunKind::JoinAll => joining(self.all_items(s, body), false, true),
            RunKind::TryJoinAll => joining(self.all_items(s, body), true, true),
            RunKind::Race => {
                let variants = run.variants.iter().map(|v| v.as_str().into()).collect();
                let fut = FutVal::Race(arguments_from(call, &run.body), variants);
                vec![(s, Val::Future(Rc::new(fut)))]
            }
        }
    }
}

impl Task {
    fn output_is_known(&self) -> bool {
        self.output != Val::Moved
    }
}

/// The futures that join others, in each state in which it is known which.
fn joining(ways: Vec<(State, Vec<Val>)>, try_: bool, list: bool) -> Values {
    let joins = Joins { try_, list };
    ways.into_iter()
        .map(|(s, futures)| (s, Val::Future(Rc::new(FutVal::Join(futures, joins)))))
        .collect()
}

/// What joining a task gives: its output, or that it failed if the model says that it can.
fn joined(s: State, task: &TaskCall, output: Val) -> Values {
    let Some(path) = &task.output else {
        let mut s = s;
        let v = s.opaque(Type::Unknown);
        return vec![(s, v)];
    };
    let mut out = Values::new();
    if matches!(path.steps.first(), Some(Step::Payload(_))) {
        let mut bad = s.clone();
        let err = Val::err(bad.opaque(Type::Unknown));
        out.push((bad, err));
    }
    let v = path.steps.iter().rev().fold(output, |v, step| match step {
        Step::Payload(name) => Val::variant(name, Some(v)),
        _ => v,
    });
    out.push((s, v));
    out
}

/// The argument that an access path names, and all after it.
fn arguments_from(
    call: &ModelCall<'_>,
    path: &double_connect_clients::access::AccessPath,
) -> Vec<Val> {
    let first = call_argument(call, path);
    let after = match path.root {
        double_connect_clients::access::Root::Argument(n) => n as usize + 1,
        _ => 0,
    };
    first
        .into_iter()
        .chain(call.args.iter().skip(after).cloned())
        .collect()
}

/// A whole argument named by an access path.
pub(super) fn call_argument(
    call: &ModelCall<'_>,
    path: &double_connect_clients::access::AccessPath,
) -> Option<Val> {
    use double_connect_clients::access::Root;
    match path.root {
        Root::Argument(n) => call.args.get(n as usize).cloned(),
        Root::Receiver => call.receiver.as_ref().map(|(loc, _)| Val::Ref(loc.clone())),
        Root::Return => None,
    }
}
