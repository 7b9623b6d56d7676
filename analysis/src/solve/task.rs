//! Tasks and threads: what they own, how they end, and what is done to them.

use std::rc::Rc;

use double_connect_clients::TypeId;
use double_connect_clients::access::Step;
use double_connect_clients::model::{
    DropEffect, OpenResult, Run, RunKind, Spawn, SpawnKind, TaskCall, TaskEffect,
};

use super::Frame;
use super::body::Values;
use super::client::ModelCall;
use super::summary::{Exit, Outcome, Summary};
use crate::domain::state::{Site, TaskEnd};
use crate::domain::types::Code;
use crate::domain::value::FutVal;
use crate::domain::{Loc, State, Task, TaskId, Type, Val};
use crate::facts::AttemptKind;
use crate::names::AdtId;
use crate::source::Span;

/// A body that runs beside the one in progress.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Running {
    /// The state.
    pub(crate) state: State,
    /// What it holds.
    pub(crate) holds: Vec<Val>,
    /// How it ends.
    pub(crate) end: TaskEnd,
    /// What it gives at its end, if that is something it took.
    output: Option<Val>,
}

/// How many states of a running body are told apart.
const MAX_RUNNING: usize = 3;

impl Frame<'_, '_> {
    /// A call that starts a task or thread. The body's opens are checked against what is open here; then it runs on,
    /// holding what it took, until it ends by itself or is ended.
    pub(crate) fn spawn(&mut self, mut s: State, spawn: &Spawn, call: &ModelCall<'_>) -> Values {
        let body = call_argument(call, &spawn.body);
        let body = body
            .map(|v| self.solver.look_through(&mut s, &v).0)
            .unwrap_or(Val::Moved);
        let started = self.start(s, &body, spawn.kind == SpawnKind::Thread, call.span);
        started
            .into_iter()
            .flat_map(|run| self.spawned(run, spawn, call))
            .collect()
    }

    /// The states in which a body runs beside this one, after what it opens has been checked against what is open here.
    pub(crate) fn start(&mut self, s: State, body: &Val, thread: bool, span: Span) -> Vec<Running> {
        if let Some((code, captures)) = runnable(body) {
            let key = self.key_for(&s, code, &captures);
            let summary = self.solver.summary(key);
            return self.start_code(s, &summary, captures, thread, span);
        }
        if let Val::Future(fut) = body
            && let FutVal::Model {
                call,
                model,
                args,
                span: at,
            } = &**fut
        {
            let known = self.solver.clients.model(*model).call(call);
            if let Some(open) = known.open {
                return self.start_open(s, open, *model, call, args, *at);
            }
        }
        vec![Running {
            state: s,
            holds: vec![body.clone()],
            end: TaskEnd::Sometime,
            output: None,
        }]
    }

    fn start_code(
        &mut self,
        s: State,
        summary: &Summary,
        captures: Vec<Val>,
        thread: bool,
        span: Span,
    ) -> Vec<Running> {
        let (end, output) = self.end_of(&s, summary, &captures, span);
        let mut running: Vec<Running> = Vec::new();
        let mut held_open = false;
        for outcome in &summary.outcomes {
            let Exit::Opening(_) = outcome.exit else {
                continue;
            };
            let Some(mut applied) = self.apply_outcome(&s, outcome, &captures, span) else {
                continue;
            };
            let Exit::Opening(obj) = applied.exit else {
                continue;
            };
            if applied.was_open {
                held_open = true;
                continue;
            }
            let mut held = std::mem::take(&mut applied.state.in_call);
            let own = held.split_off(s.in_call.len().min(held.len()));
            applied.state.in_call = held;
            let holds: Vec<Val> = own.into_iter().map(|(v, _)| v).collect();
            let mut looked = applied.state.clone();
            looked.add_task(Task {
                holds: holds.clone(),
                end,
                thread,
                aborts_on_drop: false,
                output: Val::unit(),
                site: Site::here(span),
            });
            self.check_open(&looked, obj, Some((summary, &captures, &s)));
            self.opening(&looked, obj);
            let run = Running {
                state: applied.state,
                holds,
                end,
                output: output.clone(),
            };
            if running.len() < MAX_RUNNING && !running.contains(&run) {
                running.push(run);
            }
        }
        if running.is_empty() || held_open {
            running.push(Running {
                state: s,
                holds: captures,
                end,
                output,
            });
        }
        running
    }

    /// A modelled call that opens is itself what runs: `spawn(session.run())`.
    fn start_open(
        &mut self,
        s: State,
        open: &double_connect_clients::model::Open,
        model: double_connect_clients::ModelId,
        call: &str,
        args: &[Val],
        span: Span,
    ) -> Vec<Running> {
        let mut s = s;
        let endless = open.result == OpenResult::Over;
        let Some((id, _)) = args.first().and_then(|v| {
            let (v, loc) = self.solver.look_through(&mut s, v);
            Some((self.obj_of(&mut s, &v, loc.as_ref())?, ()))
        }) else {
            return vec![Running {
                state: s,
                holds: args.to_vec(),
                end: TaskEnd::Sometime,
                output: None,
            }];
        };
        let _ = (model, call);
        let reconnects = s.objs.get(&id).is_some_and(|o| o.reconnects);
        let end = match (endless, reconnects) {
            (true, true) => TaskEnd::WhenTold,
            (true, false) => TaskEnd::OnLoss,
            _ => TaskEnd::Sometime,
        };
        self.begin_open(&mut s, id, span);
        let mut looked = s.clone();
        looked.add_task(Task {
            holds: args.to_vec(),
            end,
            thread: false,
            aborts_on_drop: false,
            output: Val::unit(),
            site: Site::here(span),
        });
        self.check_open(&looked, id, None);
        self.opening(&looked, id);
        vec![Running {
            state: s,
            holds: args.to_vec(),
            end,
            output: None,
        }]
    }

    /// How a spawned body ends, and what it then gives if that is something it took.
    fn end_of(
        &mut self,
        s: &State,
        summary: &Summary,
        captures: &[Val],
        span: Span,
    ) -> (TaskEnd, Option<Val>) {
        let mut returns: Vec<&Outcome> = summary
            .outcomes
            .iter()
            .filter(|o| o.exit == Exit::Return)
            .collect();
        // Where it has ended before it had to do with any connection, it tells nothing of how it ends with one.
        if returns
            .iter()
            .any(|o| o.state.lost.is_some() || o.state.endless)
        {
            returns.retain(|o| o.state.lost.is_some() || o.state.endless);
        }
        if summary.opaque {
            return (TaskEnd::Sometime, None);
        }
        if returns.is_empty() {
            return (TaskEnd::Never, None);
        }
        let lost = |o: &&Outcome| o.state.lost == Some(true);
        let end = if returns.iter().all(&lost) {
            TaskEnd::OnLoss
        } else if returns.iter().all(|o| lost(o) || o.state.endless) {
            TaskEnd::WhenTold
        } else {
            TaskEnd::Sometime
        };
        let output = returns.first().and_then(|o| {
            let applied = self.apply_outcome(s, o, captures, span)?;
            let known = super::check::objs(&applied.ret)
                .iter()
                .all(|id| s.objs.contains_key(id));
            (known && !super::check::objs(&applied.ret).is_empty()).then_some(applied.ret)
        });
        (end, output)
    }

    fn task(&self, run: Running, spawn: &Spawn, call: &ModelCall<'_>) -> Task {
        let model = self.solver.clients.model(call.model);
        let handle = spawn
            .returns
            .values()
            .find_map(|name| model.type_index(name));
        let in_set = spawn.set.is_some();
        let aborts = |index: u32| model.ty(index).drop == DropEffect::Closes;
        Task {
            holds: run.holds,
            end: run.end,
            thread: spawn.kind == SpawnKind::Thread,
            aborts_on_drop: handle.is_some_and(aborts)
                || in_set
                    && call
                        .receiver
                        .as_ref()
                        .is_some_and(|(_, ty)| aborts(ty.index)),
            output: run.output.unwrap_or(Val::Moved),
            site: Site::here(call.span),
        }
    }

    /// The task runs: its handle goes to where the model says.
    fn spawned(&mut self, run: Running, spawn: &Spawn, call: &ModelCall<'_>) -> Values {
        let mut s = run.state.clone();
        let task = self.task(run, spawn, call);
        let id = s.add_task(task);
        if let (Some(_), Some((loc, ty))) = (&spawn.set, &call.receiver) {
            if let Val::TaskSet(ids, _) = self.solver.read(&s, loc) {
                let ids = ids.iter().copied().chain([id]).collect();
                self.solver
                    .write(&mut s, loc, Val::TaskSet(Rc::new(ids), *ty));
            } else if let Some(t) = s.tasks.get_mut(&id) {
                // A set of which nothing is known: its tasks cannot be followed.
                t.end = TaskEnd::Sometime;
            }
        }
        let model = self.solver.clients.model(call.model);
        let mut handle = Val::unit();
        for (path, name) in &spawn.returns {
            if let Some(index) = model.type_index(name) {
                handle = Val::Task(
                    id,
                    TypeId {
                        model: call.model,
                        index,
                    },
                );
                if matches!(path.steps.first(), Some(Step::Payload(p)) if p == "Ok") {
                    handle = Val::ok(handle);
                }
            }
        }
        vec![(s, handle)]
    }

    /// A call on a task's handle or on a set of tasks.
    pub(crate) fn task_call(
        &mut self,
        mut s: State,
        task: &TaskCall,
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
                for id in &ids {
                    if let Some(task) = s.tasks.remove(id) {
                        output = Some(task.output);
                    }
                }
            }
            TaskEffect::Aborts => {
                for id in &ids {
                    if s.tasks.get(id).is_some_and(|t| !t.thread) {
                        s.tasks.remove(id);
                    }
                }
            }
            TaskEffect::JoinsOne | TaskEffect::Detaches => {}
        }
        let mut out = Vec::new();
        let output = output
            .filter(|v| *v != Val::Moved)
            .unwrap_or_else(|| s.opaque(Type::Unknown));
        match &task.output {
            Some(path) => {
                let fails = matches!(path.steps.first(), Some(Step::Payload(_)));
                let v = path.steps.iter().rev().fold(output, |v, step| match step {
                    Step::Payload(name) => Val::variant(name, Some(v)),
                    _ => v,
                });
                if fails {
                    let mut bad = s.clone();
                    let err = Val::err(bad.opaque(Type::Unknown));
                    out.push((bad, err));
                }
                out.push((s, v));
            }
            None => {
                let v = s.opaque(Type::Unknown);
                out.push((s, v));
            }
        }
        out
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
        }
    }

    /// A value is dropped: its own `Drop` runs; an explicit drop of what only looks like the connection is noted.
    pub(crate) fn dropped(&mut self, mut s: State, v: Val, explicit: Option<Span>) -> Vec<State> {
        if let Some(span) = explicit {
            self.note_drop(&mut s, &v, span);
        }
        let mut with_drop: Vec<(AdtId, Val)> = Vec::new();
        v.walk(&mut |v| {
            if let Val::Adt(adt) = v
                && let Type::Adt(id, _) = &adt.ty
                && self.solver.program.drop_impl(*id).is_some()
            {
                with_drop.push((*id, Val::Adt(adt.clone())));
            }
        });
        let mut states = vec![s];
        for (id, v) in with_drop {
            let Some(f) = self.solver.program.drop_impl(id) else {
                continue;
            };
            let mut next = Vec::new();
            for mut s in states {
                let cell = s.add_cell(v.clone(), None);
                let this = Val::Ref(Loc {
                    root: crate::domain::Root::Cell(cell),
                    path: Vec::new(),
                });
                let span = self.solver.program[f].ir.name_span;
                next.extend(
                    self.call_fn(s, f, vec![this], span)
                        .into_iter()
                        .map(|(s, _)| s),
                );
            }
            states = next;
        }
        states
    }

    /// Notes that one of perhaps several handles of a connection is gone: what is left is then called a clone.
    pub(crate) fn note_clone_drop(&self, s: &mut State, v: &Val) {
        use double_connect_clients::model::Role;
        let mut ids = Vec::new();
        v.walk(&mut |v| match v {
            Val::Obj(id, ty) if self.solver.type_model(*ty).role == Role::Owner => ids.push(*id),
            Val::Shared(cell) => ids.extend(
                s.cells
                    .get(cell)
                    .map(|c| super::check::objs(&c.val))
                    .unwrap_or_default(),
            ),
            _ => {}
        });
        for id in ids {
            if let Some(obj) = s.objs.get_mut(&id) {
                obj.clone_dropped.0 = true;
            }
        }
    }

    /// Notes an explicit drop that closes nothing: of a sender, of a task's handle.
    fn note_drop(&mut self, s: &mut State, v: &Val, span: Span) {
        use double_connect_clients::model::Role;
        let mut notes = Vec::new();
        self.note_clone_drop(s, v);
        self.note_drop_closes(s, v, span);
        v.walk(&mut |v| match v {
            Val::Obj(id, ty) if self.solver.type_model(*ty).role == Role::Sender => {
                notes.push((*id, AttemptKind::SenderDropped));
            }
            Val::Task(id, ty) if self.solver.type_model(*ty).drop == DropEffect::Nothing => {
                if let Some(task) = s.tasks.get(id) {
                    for held in &task.holds {
                        notes.extend(
                            super::check::objs(held)
                                .into_iter()
                                .map(|o| (o, AttemptKind::HandleDropped)),
                        );
                    }
                }
            }
            _ => {}
        });
        for (id, why) in notes {
            if s.objs
                .get(&id)
                .is_some_and(|o| o.status == crate::domain::Status::Open)
            {
                Self::attempt(s, id, span, why);
            }
        }
    }
}

impl Task {
    fn output_is_known(&self) -> bool {
        self.output != Val::Moved
    }
}

/// The code that a value runs when it is spawned, and its captured values.
fn runnable(v: &Val) -> Option<(Code, Vec<Val>)> {
    match v {
        Val::Fun(f) => Some((f.code, f.captures.clone())),
        Val::Future(fut) => match &**fut {
            FutVal::Run(f) => Some((f.code, f.captures.clone())),
            _ => None,
        },
        Val::Sym(e, ty) => match &**ty {
            Type::Fun(f) | Type::Future(f) => {
                let captures = (0..f.captures.len())
                    .map(|i| Val::sym(e.field(&format!("cap{i}")), f.captures[i].clone()))
                    .collect();
                Some((f.code, captures))
            }
            _ => None,
        },
        _ => None,
    }
}

/// A whole argument named by an access path.
fn call_argument(
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
