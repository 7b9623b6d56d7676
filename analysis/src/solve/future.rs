//! Futures: awaiting them and dropping them half-way.

use super::Frame;
use super::body::Values;
use super::summary::{Exit, Summary};
use crate::domain::state::Aside;
use crate::domain::value::{FutVal, captures_of};
use crate::domain::{Loc, State, Type, Val};
use crate::facts::{Holder, HolderKind};
use crate::ir::BodyKind;
use crate::source::Span;

/// How many ways of dropping the other futures of a `select!` are looked at for each arm.
pub(super) const MAX_CANCELLED: usize = 6;

/// Whether awaiting a value takes time by itself, and not only by what it runs.
fn takes_time(v: &Val) -> bool {
    match v {
        Val::Future(fut) => matches!(**fut, FutVal::Ready(_)),
        Val::Sym(_, ty) => !matches!(**ty, Type::Future(_) | Type::Ref(_)),
        Val::Ref(_) | Val::Obj(..) => false,
        _ => true,
    }
}

/// Values that an expression in progress holds while something else runs.
pub(crate) fn held_meanwhile(
    kind: HolderKind,
    values: Vec<Val>,
    span: Span,
) -> (Val, Aside<Holder>) {
    let holder = Holder {
        kind,
        name: None,
        span: Some(span),
        until: None,
        uses: 1,
    };
    (Val::tuple(values), Aside(holder))
}

impl Frame<'_, '_> {
    /// `value.await`.
    pub(crate) fn await_value(&mut self, mut s: State, v: Val, span: Span) -> Values {
        if self.waits_unseen(&v) {
            self.waits(&s);
        }
        if takes_time(&v) {
            s.wait_for(&v);
        }
        match &v {
            Val::Future(fut) => match &**fut {
                FutVal::Run(fun) => self.run_code(s, fun.code, fun.captures.clone(), span),
                FutVal::Model {
                    call,
                    model,
                    args,
                    span,
                } => self.run_model(s, *model, call, args, *span),
                FutVal::Ready(v) => vec![(s, v.clone())],
                FutVal::Timeout(inner) => {
                    let mut out = Vec::new();
                    let begun = self.cancel(&s, inner, span);
                    let late = s.answer_of(inner);
                    for mut s in std::iter::once(s.clone()).chain(begun) {
                        s.pass_time();
                        if let Some(answer) = late {
                            s.fails(answer);
                        }
                        self.give_up(&mut s, inner, span);
                        let err = Val::err(s.opaque(Type::Unknown));
                        out.push((s, err));
                    }
                    for (s, v) in self.await_value(s, inner.clone(), span) {
                        out.push((s, Val::ok(v)));
                    }
                    out
                }
                FutVal::Join(futures, joins) => self.await_all(s, futures.clone(), *joins, span),
                FutVal::Race(futures, race) => self.await_one(&s, futures, race, span),
            },
            Val::Sym(e, ty) => match &**ty {
                Type::Future(fun) => {
                    let captures = captures_of(e, fun);
                    self.run_code(s, fun.code, captures, span)
                }
                Type::End(ty, _) => {
                    let path = self.solver.method_path(*ty, "await");
                    let args = [v.clone()];
                    self.run_model(s, ty.model, &path, &args, span)
                }
                Type::Handle(ty) => {
                    let path = self.solver.method_path(*ty, "await");
                    let cell = s.add_cell(v.clone(), None);
                    let loc = Loc::cell(cell);
                    self.await_model(s, ty.model, &path, (loc, *ty), &v, span)
                }
                Type::Ref(_) => {
                    let (inner, _) = self.solver.look_through(&mut s, &v);
                    if matches!(inner, Val::Sym(..)) && inner == v {
                        s.pass_time();
                        let v = s.opaque(Type::Unknown);
                        return vec![(s, v)];
                    }
                    self.await_value(s, inner, span)
                }
                _ => {
                    let answer = s.answer_of(&v);
                    let v = s.opaque(Type::Unknown);
                    if let Some(answer) = answer {
                        s.answers(&v, answer);
                    }
                    vec![(s, v)]
                }
            },
            Val::Ref(loc) => {
                let inner = self.solver.read(&s, loc);
                match inner {
                    Val::Future(_) | Val::Task(..) | Val::Sym(..) => {
                        self.await_value(s, inner, span)
                    }
                    Val::Ref(_) => self.await_value(s, inner, span),
                    _ => {
                        s.pass_time();
                        vec![(s, v)]
                    }
                }
            }
            Val::Guard(loc) => vec![(s, Val::Ref(loc.clone()))],
            Val::Task(_, ty) | Val::Obj(_, ty) => {
                let path = self.solver.method_path(*ty, "await");
                let cell = s.add_cell(v.clone(), None);
                let loc = Loc::cell(cell);
                self.await_model(s, ty.model, &path, (loc, *ty), &v, span)
            }
            _ => {
                let v = s.opaque(Type::Unknown);
                vec![(s, v)]
            }
        }
    }

    /// The body in progress, if it is a future, waits: others run meanwhile, or it is dropped.
    pub(super) fn waits(&mut self, s: &State) {
        self.watch_channels(s);
        if matches!(
            self.body().kind,
            BodyKind::AsyncFn | BodyKind::AsyncBlock | BodyKind::AsyncClosure
        ) {
            let mut s = s.clone();
            s.pass_time();
            self.cancelled(&s);
            self.suspended(&s);
        }
    }

    /// Whether a value, when it is awaited, waits at places that are not known. A future whose body is known waits where
    /// that body does.
    fn waits_unseen(&self, v: &Val) -> bool {
        match v {
            Val::Future(fut) => match &**fut {
                FutVal::Run(_) => false,
                FutVal::Timeout(inner) => self.waits_unseen(inner),
                FutVal::Join(futures, _) | FutVal::Race(futures, _) => {
                    futures.iter().any(|f| self.waits_unseen(f))
                }
                FutVal::Model { .. } | FutVal::Ready(_) => true,
            },
            Val::Sym(_, ty) => !matches!(**ty, Type::Future(_)),
            _ => true,
        }
    }

    /// Awaiting a value of a modelled type.
    fn await_model(
        &mut self,
        s: State,
        model: double_connect_clients::ModelId,
        path: &str,
        receiver: (Loc, double_connect_clients::TypeId),
        v: &Val,
        span: Span,
    ) -> Values {
        if let Some(done) = self.token_call(&s, v, receiver.1, path, span) {
            return done;
        }
        let known = self.solver.clients.model(model).call(path);
        if let Some(task) = known.task {
            let call = super::client::ModelCall {
                model,
                path,
                receiver: Some(receiver),
                args: Vec::new(),
                span,
            };
            return self.task_call(s, task, known.gives, &call);
        }
        let mut s = s;
        s.pass_time();
        let v = s.opaque(Type::Unknown);
        vec![(s, v)]
    }

    /// The states that are left when a future is dropped after it has begun, before its end.
    pub(super) fn cancel(&mut self, s: &State, v: &Val, span: Span) -> Vec<State> {
        let mut out = Vec::new();
        let run = match v {
            Val::Future(fut) => match &**fut {
                FutVal::Run(fun) => Some((fun.code, fun.captures.clone())),
                FutVal::Model {
                    call,
                    model,
                    args,
                    span,
                } => {
                    // A call that opens can have opened by the time it is dropped.
                    let known = self.solver.clients.model(*model).call(call);
                    if known.open.is_some()
                        && !known.consumes()
                        && let Some((s, _)) = self
                            .run_model(s.clone(), *model, call, args, *span)
                            .into_iter()
                            .next()
                    {
                        out.push(s);
                    }
                    None
                }
                FutVal::Timeout(inner) => return self.cancel(s, inner, span),
                _ => None,
            },
            Val::Ref(loc) => {
                let inner = self.solver.read(s, loc);
                if matches!(inner, Val::Future(_)) {
                    return self.cancel(s, &inner, span);
                }
                None
            }
            _ => None,
        };
        if let Some((code, captures)) = run {
            let key = self.key_for(s, code, &captures);
            let summary = self.summary(key);
            out.extend(self.states_at(s, &summary, Exit::Cancelled, (&captures, span)));
        }
        self.at_most(&mut out, MAX_CANCELLED - 1);
        out
    }

    /// The states that the outcomes of one kind make of this one.
    pub(super) fn states_at(
        &mut self,
        s: &State,
        summary: &Summary,
        exit: Exit,
        (captures, span): (&[Val], Span),
    ) -> Vec<State> {
        self.apply(s, summary, captures, span)
            .into_iter()
            .filter(|a| a.exit == exit)
            .map(|a| a.state)
            .collect()
    }

    /// Methods that every future has.
    pub(crate) fn future_method(
        &mut self,
        s: &mut State,
        loc: &Loc,
        v: &Val,
        name: &str,
        span: Span,
    ) -> Option<Values> {
        if matches!(
            name,
            "boxed"
                | "boxed_local"
                | "fuse"
                | "into_future"
                | "as_mut"
                | "shared"
                | "instrument"
                | "in_current_span"
                | "with_cancellation"
                // A future has no such methods: a macro has made of the function one that gives it in a `Result`, as
                // that of embassy's tasks does.
                | "unwrap"
                | "expect"
        ) {
            let v = if name == "as_mut" {
                Val::Ref(loc.clone())
            } else {
                self.take(s, loc)
            };
            return Some(vec![(s.clone(), v)]);
        }
        if let Some(done) = self.event_iterator_method(s, loc, v, name) {
            return Some(done);
        }
        // A token that is waited for in another way than by `.await`.
        if let Val::Future(fut) = v
            && let FutVal::Model { call, model, .. } = &**fut
        {
            let known = self.solver.clients.model(*model).call(call);
            let waits =
                |paths: &[String]| paths.iter().any(|p| p.rsplit("::").next() == Some(name));
            if known.close.is_some_and(|c| waits(&c.awaited_by))
                || known.open.is_some_and(|o| waits(&o.awaited_by))
            {
                let v = self.take(s, loc);
                return Some(self.await_value(s.clone(), v, span));
            }
        }
        None
    }
}
