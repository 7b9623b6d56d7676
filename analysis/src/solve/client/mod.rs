//! Modelled calls: what a client's model says is done to the state. Here a call is matched with its model and put off
//! until its future is awaited, if that is when it acts; what it does then is in the file of its kind.

mod argument;
mod close;
mod create;
mod evidence;
mod link;
mod open;
mod options;
mod results;
pub(crate) use results::build;

use std::rc::Rc;

use double_connect_clients::access::{AccessPath, Root as AccessRoot, Step};
use double_connect_clients::model::{Keeps, Role, ValueKind, ValueSource, When};
use double_connect_clients::{CallModel, ModelId, TypeId};

use crate::domain::doubt::Answer;
use crate::domain::expr::Expr;
use crate::domain::value::FutVal;
use crate::domain::{Loc, State, Type, Val};
use crate::facts::AttemptKind;
use crate::solve::Frame;
use crate::solve::body::Values;
use crate::source::Span;

/// A modelled call with its arguments.
pub(crate) struct ModelCall<'m> {
    /// The model.
    pub(crate) model: ModelId,
    /// The call's path, relative to the crate.
    pub(crate) path: &'m str,
    /// Where the receiver lies, and its type.
    pub(crate) receiver: Option<(Loc, TypeId)>,
    /// The arguments without the receiver.
    pub(crate) args: Vec<Val>,
    /// The call.
    pub(crate) span: Span,
}

impl Frame<'_, '_> {
    /// A call that a model knows (or a method of a type that it knows).
    pub(crate) fn model_call(
        &mut self,
        mut s: State,
        model: ModelId,
        path: &str,
        receiver: Option<(Loc, TypeId)>,
        mut args: Vec<Val>,
        span: Span,
    ) -> Values {
        let clients = self.solver.clients;
        let known = clients.model(model).call(path);
        let mut receiver = receiver;
        if receiver.is_none() && takes_receiver(&known) && !args.is_empty() {
            // `Type::method(&handle)`: the first argument is the receiver.
            let v = args.remove(0);
            let ty = path
                .rsplit_once("::")
                .and_then(|(ty, _)| clients.model(model).type_index(ty));
            let (v, loc) = self.solver.look_through(&mut s, &v);
            let loc = loc.unwrap_or_else(|| Loc::cell(s.add_cell(v, None)));
            receiver = ty.map(|index| (loc, TypeId { model, index }));
        }
        let call = ModelCall {
            model,
            path,
            receiver,
            args,
            span,
        };
        let deferred = known
            .open
            .is_some_and(|o| o.when == When::Await || o.lost.iter().any(is_element))
            || known.close.is_some_and(|c| c.when == When::Await)
            || known.create.is_some_and(|c| c.when == When::Await)
            || known.gives.is_some_and(|g| g.when == When::Await)
            || known.task.is_some_and(|t| t.when == When::Await)
            || known.evidence.is_some_and(|e| e.when == When::Await)
            || known.send.is_some_and(|c| c.when == When::Await)
            || known.receive.is_some_and(|c| c.when == When::Await);
        if deferred {
            return self.deferred(s, call, &known);
        }
        self.act(s, call, &known)
    }

    /// A call that acts when its future is awaited: gives the future.
    fn deferred(&mut self, mut s: State, call: ModelCall<'_>, known: &CallModel<'_>) -> Values {
        if let Some(close) = known.close
            && let Some(id) = self.handle(&mut s, &close.handle, &call)
        {
            match close.unawaited {
                Some(effect) => self.close_by(&mut s, id, effect, close.reopens, call.span),
                None => Self::attempt(&mut s, id, call.span, AttemptKind::NotAwaited),
            }
        }
        let receiver = call.receiver.map(|(loc, _)| {
            if known.consumes() {
                self.take(&mut s, &loc)
            } else {
                Val::Ref(loc)
            }
        });
        let args = std::iter::once(receiver.unwrap_or(Val::Moved))
            .chain(call.args)
            .collect();
        let fut = FutVal::Model {
            call: call.path.into(),
            model: call.model,
            args,
            span: call.span,
        };
        vec![(s, Val::Future(Rc::new(fut)))]
    }

    /// Runs a deferred call.
    pub(crate) fn run_model(
        &mut self,
        mut s: State,
        model: ModelId,
        path: &str,
        args: &[Val],
        span: Span,
    ) -> Values {
        let clients = self.solver.clients;
        let known = clients.model(model).call(path);
        if known.open.is_none() {
            s.pass_time();
        }
        let receiver = match args.first() {
            Some(Val::Moved) | None => None,
            Some(v) => {
                let (v, loc) = self.solver.look_through(&mut s, v);
                let loc = match loc {
                    Some(loc) => loc,
                    // A handle that the call took by value lives in the future until it ends.
                    None => Loc::cell(s.add_cell(v, None)),
                };
                let ty = path
                    .rsplit_once("::")
                    .and_then(|(ty, _)| clients.model(model).type_index(ty));
                ty.map(|index| (loc, TypeId { model, index }))
            }
        };
        if let (Some(_), Some((loc, _))) = (known.close, &receiver) {
            let v = self.solver.read(&s, loc);
            if let Some(id) = self.obj_of(&mut s, &v, Some(loc))
                && let Some(obj) = s.objs.get_mut(&id)
            {
                obj.attempts
                    .0
                    .retain(|a| !(a.span == span && a.why == AttemptKind::NotAwaited));
            }
        }
        let call = ModelCall {
            model,
            path,
            receiver,
            args: args.iter().skip(1).cloned().collect(),
            span,
        };
        self.act(s, call, &known)
    }

    /// Does what the model says.
    fn act(&mut self, mut s: State, call: ModelCall<'_>, known: &CallModel<'_>) -> Values {
        let takes_time = known.close.is_some() || known.task.is_some() || known.evidence.is_some();
        if takes_time {
            s.pass_time();
        } else if known.spawn.is_some() {
            s.go_on();
        }
        if known.spawn.is_none() && known.run.is_none() && known.send.is_none() {
            self.out_of_sight(&mut s, &call.args);
        }
        if let Some(create) = known.create {
            return self.create(s, create, &call);
        }
        if let Some(open) = known.open {
            return self.open(s, open, &call);
        }
        if let Some(close) = known.close {
            let done = self.close(s, close, &call);
            let Some((loc, _)) = call.receiver.as_ref().filter(|_| close.consumes) else {
                return done;
            };
            let gone = |(mut s, v): (State, Val)| {
                let taken = self.take(&mut s, loc);
                let states = self.dropped(s, taken, None);
                states.into_iter().map(move |s| (s, v.clone()))
            };
            return done.into_iter().flat_map(gone).collect();
        }
        if let Some(identity) = known.identity {
            return self.set_identity(s, identity, &call, known.gives);
        }
        if let Some(keeps) = known.keeps {
            return self.keeps(s, keeps, &call);
        }
        if let Some(spawn) = known.spawn {
            return self.spawn(s, spawn, &call);
        }
        if let Some(task) = known.task {
            return self.task_call(s, task, known.gives, &call);
        }
        if let Some(run) = known.run {
            return self.run(s, run, &call);
        }
        if let Some(send) = known.send {
            return self.send(s, send, &call);
        }
        if let Some(receive) = known.receive {
            return self.receive(s, receive, &call);
        }
        if let Some(gives) = known.gives {
            return self.gives(s, gives, &call);
        }
        if let Some(evidence) = known.evidence {
            return self.evidence(s, evidence, &call);
        }
        if let Some(value) = known.value {
            let v = self.source(&mut s, value, &call);
            return vec![(s, v)];
        }
        self.other_method(s, call)
    }

    /// A method of a modelled type of which the model says nothing.
    fn other_method(&mut self, mut s: State, call: ModelCall<'_>) -> Values {
        let Some((loc, ty)) = call.receiver.clone() else {
            return self.call_unknown(s, call.args, Type::Unknown, call.span);
        };
        let name = call.path.rsplit("::").next().unwrap_or_default();
        let model = self.solver.type_model(ty);
        let v = self.solver.read(&s, &loc);
        if name == "clone" {
            return vec![(s, v)];
        }
        if matches!(v, Val::Task(..)) && name == "is_finished" {
            let v = s.opaque(Type::Bool);
            return vec![(s, v)];
        }
        if let Some(done) = self.token_call(&s, &v, ty, call.path, call.span) {
            return done;
        }
        if model.builder {
            let v = if self.is_variable(&loc) {
                Val::Ref(loc)
            } else {
                v
            };
            return vec![(s, v)];
        }
        if matches!(model.role, Role::Owner | Role::Sender) {
            s.endless |= self.in_endless_loop();
            return self.operation(s, model.role == Role::Sender, (v, loc), call);
        }
        self.call_unknown(s, call.args, Type::Unknown, call.span)
    }

    /// An operation on a handle: what it gives may say that it has failed.
    fn operation(
        &mut self,
        mut s: State,
        sender: bool,
        (v, loc): (Val, Loc),
        call: ModelCall<'_>,
    ) -> Values {
        let span = call.span;
        let obj = self.obj_of(&mut s, &v, Some(&loc));
        let mut out = self.call_unknown(s, call.args, Type::Unknown, span);
        if let Some(obj) = obj {
            for (s, v) in &mut out {
                s.answers(v, Answer { obj, span, sender });
            }
        }
        out
    }

    /// A handle keeps a value for as long as it lives.
    fn keeps(&mut self, mut s: State, keeps: &Keeps, call: &ModelCall<'_>) -> Values {
        let v = self.argument(&mut s, &keeps.value, call);
        if let (Some(id), Some(v)) = (self.handle(&mut s, &keeps.handle, call), v) {
            // The callback may be called, with the handle itself.
            let _ = self.call_unknown(s.clone(), vec![v.clone()], Type::Unknown, call.span);
            if let Some(obj) = s.objs.get_mut(&id) {
                let mut holds = false;
                v.walk(&mut |v| {
                    holds |= matches!(v, Val::Obj(..) | Val::Shared(_) | Val::Task(..))
                });
                if holds && !obj.kept.contains(&v) {
                    obj.kept.push(v);
                }
            }
        }
        let v = s.opaque(Type::Unknown);
        vec![(s, v)]
    }

    /// A source of values.
    fn source(&mut self, s: &mut State, value: &ValueSource, call: &ModelCall<'_>) -> Val {
        match value.gives {
            ValueKind::Fresh => s.opaque(Type::Data),
            _ => {
                let args = call
                    .args
                    .iter()
                    .map(|v| self.solver.data(s, v).unwrap_or_else(|| s.symbol()))
                    .collect();
                Val::sym(Expr::Op(call.path.into(), args), Type::Data)
            }
        }
    }
}

fn is_element(path: &AccessPath) -> bool {
    path.steps
        .iter()
        .any(|s| !matches!(s, Step::Payload(_) | Step::Tuple(_) | Step::Field(_)))
}

/// Whether a call speaks of a receiver.
fn takes_receiver(known: &CallModel<'_>) -> bool {
    let receiver = |p: &AccessPath| p.root == AccessRoot::Receiver;
    known.send.is_some()
        || known.receive.is_some()
        || known
            .open
            .is_some_and(|o| o.handle.as_ref().is_some_and(receiver))
        || known.close.is_some_and(|c| receiver(&c.handle))
        || known
            .identity
            .is_some_and(|i| i.options.as_ref().is_some_and(receiver))
        || known.keeps.is_some_and(|k| receiver(&k.handle))
        || known
            .create
            .is_some_and(|c| c.options.as_ref().is_some_and(receiver))
        || known.task.is_some()
        || known
            .spawn
            .is_some_and(|s| s.set.as_ref().is_some_and(receiver))
        || known
            .gives
            .is_some_and(|g| g.of.as_ref().is_some_and(receiver))
}
