//! Tasks and threads: what they own, what they open and how they end.

use double_connect_clients::access::{Root as AccessRoot, Step};
use double_connect_clients::model::{Again, DropEffect, OpenResult, Spawn, SpawnKind};
use double_connect_clients::{ModelId, TypeId};

use super::Frame;
use super::body::Values;
use super::client::ModelCall;
use super::run::call_argument;
use super::summary::{Exit, Outcome, Summary};
use crate::domain::state::{Site, Status, TaskEnd};
use crate::domain::types::Code;
use crate::domain::value::{FutVal, captures_of};
use crate::domain::{State, Task, Type, Val};
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
    /// What it gives at its end, if that is something it took; or what it runs.
    output: Option<Val>,
    /// Whether `output` is what it runs.
    deferred: bool,
    /// Whether there is anything through which it may tell others that it is through.
    tells: bool,
    /// Whether there is anything through which others may tell it something.
    hears: bool,
    /// Whether it opens something only once it has received something, and nothing has been sent.
    waits: bool,
    /// Whether tasks that it has started may run on when it has ended.
    leaves_some: bool,
}

impl Running {
    /// One of which no code is known: it holds this, and how it ends is known.
    fn opaque(state: State, holds: Vec<Val>, end: TaskEnd) -> Running {
        Running {
            state,
            holds,
            end,
            output: None,
            deferred: false,
            tells: true,
            hears: true,
            waits: false,
            leaves_some: true,
        }
    }

    /// A task that has waited, as it goes on; and its state.
    pub(super) fn resumed(self, task: &Task) -> (State, Task) {
        let running = Task {
            holds: self.holds,
            end: self.end,
            output: self.output.unwrap_or(Val::Moved),
            deferred: self.deferred,
            waits: false,
            leaves_some: self.leaves_some,
            ..task.clone()
        };
        (self.state, running)
    }
}

/// How many states of a running body are told apart.
pub(super) const MAX_RUNNING: usize = 6;

impl Frame<'_, '_> {
    /// A call that starts a task or thread. The body's opens are checked against what is open here; then it runs on,
    /// holding what it took, until it ends by itself or is ended.
    pub(crate) fn spawn(&mut self, mut s: State, spawn: &Spawn, call: &ModelCall<'_>) -> Values {
        let body = call_argument(call, &spawn.body);
        let body = body
            .map(|v| self.solver.look_through(&mut s, &v).0)
            .unwrap_or(Val::Moved);
        let taken = std::slice::from_ref(&body);
        self.out_of_sight(&mut s, taken);
        let woken = self.wake_by(s, taken);
        let thread = spawn.kind == SpawnKind::Thread;
        let started = woken
            .into_iter()
            .flat_map(|s| self.start(s, &body, (thread, false), call.span));
        let started: Vec<Running> = started.collect();
        started
            .into_iter()
            .flat_map(|run| self.spawned(run, &body, spawn, call))
            .collect()
    }

    /// The states in which a body runs beside this one, after what it opens has been checked against what is open here.
    /// `woken`: it was started before, and goes on now since it has received something.
    pub(crate) fn start(
        &mut self,
        s: State,
        body: &Val,
        (thread, woken): (bool, bool),
        span: Span,
    ) -> Vec<Running> {
        if let Some((code, captures)) = runnable(body) {
            let key = self.key_for(&s, code, &captures);
            let summary = self.summary(key);
            return self.start_code(s, &summary, (body, captures), (thread, woken), span);
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
        vec![Running::opaque(s, vec![body.clone()], TaskEnd::Sometime)]
    }

    fn start_code(
        &mut self,
        s: State,
        summary: &Summary,
        (body, captures): (&Val, Vec<Val>),
        (thread, woken): (bool, bool),
        span: Span,
    ) -> Vec<Running> {
        let (end, output) = self.end_of(&s, summary, &captures, span);
        let deferred = end == TaskEnd::Sometime && !summary.opaque;
        let opens = |o: &Outcome| matches!(o.exit, Exit::Opening(_));
        let matters =
            summary.outcomes.iter().any(opens) || captures.iter().any(super::frame::may_hold);
        let end = match deferred && matters {
            true => TaskEnd::NotYet,
            false => end,
        };
        let leaves_some = summary.opaque || summary.returns().any(|o| !o.state.tasks.is_empty());
        let public = |o: &Outcome| o.state.recent.in_public.0;
        let public = summary.outcomes.iter().any(public);
        let tells = public || captures.iter().any(|v| self.solver.tells_more(&s, v));
        let hears = public || captures.iter().any(|v| self.solver.hears(&s, v));
        let mut running: Vec<Running> = Vec::new();
        let mut held_open = false;
        let mut waits = false;
        for outcome in &summary.outcomes {
            let Exit::Opening(_) = outcome.exit else {
                continue;
            };
            if self.waits_for_message(&s, outcome, &captures) {
                waits = true;
                continue;
            }
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
            if woken {
                self.check_woken(&s, &applied.state, obj, (summary, &captures));
            }
            let mut holds = own_values(&mut applied.state, &s);
            let mut looked = applied.state.clone();
            looked.add_task(Task::at_work(holds.clone(), end, thread, span));
            if !woken {
                self.check_open(&looked, obj, Some((summary, &captures, &s)));
            }
            self.opening(&looked, obj);
            // It goes on with what it has just opened.
            if let Some(opened) = applied.state.objs.get(&obj) {
                holds.push(Val::Obj(obj, opened.ty));
            }
            let run = Running {
                state: applied.state,
                holds,
                end,
                output: output.clone(),
                deferred: false,
                tells,
                hears,
                leaves_some,
                waits: false,
            };
            if deferred {
                continue;
            }
            if !running.contains(&run) {
                running.push(run);
            }
        }
        self.at_most(&mut running, MAX_RUNNING);
        // Where each of them needs something of what came in, it may not have opened any.
        let for_some = running.iter().all(|run| run.state.shapes != s.shapes);
        if for_some || held_open || waits {
            running.push(Running {
                state: s,
                holds: captures,
                end,
                output: if deferred { Some(body.clone()) } else { output },
                deferred,
                tells,
                hears,
                leaves_some,
                waits,
            });
        }
        running
    }

    /// A modelled call that opens is itself what runs: `spawn(session.run())`.
    fn start_open(
        &mut self,
        s: State,
        open: &double_connect_clients::model::Open,
        model: ModelId,
        path: &str,
        args: &[Val],
        span: Span,
    ) -> Vec<Running> {
        let mut s = s;
        let endless = open.result == OpenResult::Over;
        let id = match &open.handle {
            Some(handle) if handle.root != AccessRoot::Receiver => {
                let call = ModelCall {
                    model,
                    path,
                    receiver: None,
                    args: args.iter().skip(1).cloned().collect(),
                    span,
                };
                self.handle(&mut s, handle, &call)
            }
            _ => args.first().and_then(|v| {
                let (v, loc) = self.solver.look_through(&mut s, v);
                self.obj_of(&mut s, &v, loc.as_ref())
            }),
        };
        let status = id.and_then(|id| s.objs.get(&id)).map(|o| o.status);
        let Some(id) = id.filter(|_| !open.needs_open || status != Some(Status::Closed)) else {
            return vec![Running::opaque(s, args.to_vec(), TaskEnd::Sometime)];
        };
        let reconnects = s.objs.get(&id).is_some_and(|o| o.reconnects);
        let end = match (endless, reconnects) {
            (true, true) => TaskEnd::WhenTold,
            (true, false) => TaskEnd::OnLoss,
            _ => TaskEnd::Sometime,
        };
        let goes_on = status == Some(Status::Open) && open.again != Again::SecondConnection;
        if !open.needs_open && !goes_on {
            self.begin_open(&mut s, id, span);
            let mut looked = s.clone();
            looked.add_task(Task::at_work(args.to_vec(), end, false, span));
            self.check_open(&looked, id, None);
            self.opening(&looked, id);
        }
        vec![Running::opaque(s, args.to_vec(), end)]
    }

    /// How a spawned body ends, and what it then gives if that is something it took.
    pub(super) fn end_of(
        &mut self,
        s: &State,
        summary: &Summary,
        captures: &[Val],
        span: Span,
    ) -> (TaskEnd, Option<Val>) {
        let mut returns: Vec<&Outcome> = summary.returns().collect();
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
        // Whoever joins a task that gives a connection that it has made, or something that may have one, waits for that, and
        // not for an end of its loops.
        let gives = |o: &&Outcome| {
            let mut found = false;
            o.ret.walk(&mut |v| {
                found |= match v {
                    Val::Obj(id, _) => o.state.objs.get(id).is_some_and(|o| o.input.is_none()),
                    Val::Fun(_) | Val::Future(_) | Val::Shared(_) | Val::Ref(_) => true,
                    _ => false,
                }
            });
            found
        };
        let end = if returns.iter().all(&lost) {
            TaskEnd::OnLoss
        } else if returns.iter().all(|o| lost(o) || o.state.endless) && !returns.iter().any(gives) {
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

    fn task(&self, run: Running, body: Val, spawn: &Spawn, call: &ModelCall<'_>) -> Task {
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
            body,
            deferred: run.deferred,
            tells: run.tells,
            hears: run.hears,
            waits: run.waits,
            told: Vec::new(),
            left: None,
            leaves_some: run.leaves_some,
            site: Site::here(call.span),
        }
    }

    /// The task runs: its handle goes to where the model says.
    fn spawned(&mut self, run: Running, body: &Val, spawn: &Spawn, call: &ModelCall<'_>) -> Values {
        let mut s = run.state.clone();
        let is_end = |v: &Val| matches!(v, Val::Sym(_, ty) if matches!(**ty, Type::End(..)));
        let body = match run.holds.iter().any(|held| held.any(is_end)) {
            true => body.clone(),
            false => Val::Moved,
        };
        let mut task = self.task(run, body, spawn, call);
        if spawn.driven && task.end == TaskEnd::NotYet {
            task.end = TaskEnd::WhenDriven;
        }
        let id = s.add_task(task);
        self.deliver_all(&mut s);
        if let (Some(_), Some((loc, ty))) = (&spawn.set, &call.receiver) {
            self.put_in_set(&mut s, id, loc, *ty);
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
}

/// What a task that was started in the state `spawner` holds where it is looked at. It is taken out of the state of that
/// moment, which is its spawner's from then on.
pub(super) fn own_values(s: &mut State, spawner: &State) -> Vec<Val> {
    let own = s
        .in_call
        .split_off(spawner.in_call.len().min(s.in_call.len()));
    // How its loops end says nothing of those of its spawner.
    (s.lost, s.endless) = (spawner.lost, spawner.endless);
    (s.fed, s.cut) = (spawner.fed, spawner.cut);
    own.into_iter().map(|(v, _)| v).collect()
}

/// The code that a value runs when it is spawned, and its captured values.
pub(super) fn runnable(v: &Val) -> Option<(Code, Vec<Val>)> {
    match v {
        Val::Fun(f) => Some((f.code, f.captures.clone())),
        Val::Future(fut) => match &**fut {
            FutVal::Run(f) => Some((f.code, f.captures.clone())),
            _ => None,
        },
        Val::Sym(e, ty) => match &**ty {
            Type::Fun(f) | Type::Future(f) => Some((f.code, captures_of(e, f))),
            _ => None,
        },
        _ => None,
    }
}
