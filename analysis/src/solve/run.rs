//! Calls that run a future or closure in place.

use std::rc::Rc;

use double_connect_clients::TypeId;
use double_connect_clients::access::{AccessPath, Root};
use double_connect_clients::model::{DropEffect, Role, Run, RunKind};

use super::Frame;
use super::body::Values;
use super::client::ModelCall;
use crate::domain::value::{FutVal, Joins, Race};
use crate::domain::{Loc, State, Type, Val};

impl Frame<'_, '_> {
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
                    self.run_closure(s, run, &seen, call)
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
                let race = Race {
                    variants: run.variants.iter().map(|v| v.as_str().into()).collect(),
                    rest: run.rest,
                };
                let fut = FutVal::Race(arguments_from(call, &run.body), Rc::new(race));
                vec![(s, Val::Future(Rc::new(fut)))]
            }
        }
    }

    /// A call that runs a closure, with what it passes to it. A set of tasks that it passes and that waits for them ends
    /// with the call.
    fn run_closure(&mut self, mut s: State, run: &Run, f: &Val, call: &ModelCall<'_>) -> Values {
        let model = self.solver.clients.model(call.model);
        let mut args = Vec::new();
        let mut sets = Vec::new();
        for name in run.passes.values() {
            let Some(index) = model.type_index(name) else {
                continue;
            };
            let ty = TypeId {
                model: call.model,
                index,
            };
            let v = match model.ty(index).role {
                Role::TaskSet => Val::TaskSet(Rc::default(), ty),
                _ => s.opaque(Type::Handle(ty)),
            };
            let loc = Loc::cell(s.add_cell(v, None));
            args.push(Val::Ref(loc.clone()));
            if model.ty(index).drop == DropEffect::Waits {
                sets.push(loc);
            }
        }
        let mut out = self.call_value(s, f, args, call.span);
        for set in sets {
            let done = std::mem::take(&mut out);
            for (s, v) in done {
                out.extend(
                    self.end_set(s, &set, call.span)
                        .into_iter()
                        .map(|s| (s, v.clone())),
                );
            }
        }
        out
    }
}

/// The futures that join others, in each state in which it is known which.
fn joining(ways: Vec<(State, Vec<Val>)>, try_: bool, list: bool) -> Values {
    let joins = Joins { try_, list };
    ways.into_iter()
        .map(|(s, futures)| (s, Val::Future(Rc::new(FutVal::Join(futures, joins)))))
        .collect()
}

/// The argument that an access path names, and all after it.
fn arguments_from(call: &ModelCall<'_>, path: &AccessPath) -> Vec<Val> {
    let first = call_argument(call, path);
    let after = match path.root {
        Root::Argument(n) => n as usize + 1,
        _ => 0,
    };
    first
        .into_iter()
        .chain(call.args.iter().skip(after).cloned())
        .collect()
}

/// A whole argument named by an access path.
pub(super) fn call_argument(call: &ModelCall<'_>, path: &AccessPath) -> Option<Val> {
    match path.root {
        Root::Argument(n) => call.args.get(n as usize).cloned(),
        Root::Receiver => call.receiver.as_ref().map(|(loc, _)| Val::Ref(loc.clone())),
        Root::Return => None,
    }
}
