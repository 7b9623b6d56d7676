//! Futures: awaiting, racing and dropping them half-way.

use super::Frame;
use super::body::Values;
use super::summary::Exit;
use crate::domain::state::{Aside, TaskEnd};
use crate::domain::types::Code;
use crate::domain::value::FutVal;
use crate::domain::{Loc, State, Type, Val};
use crate::facts::{Holder, HolderKind};
use crate::ir::{self, Block, BodyKind, Operand};
use crate::source::Span;

/// How many ways of dropping the other futures of a `select!` are looked at for each arm.
const MAX_CANCELLED: usize = 6;

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
        if matches!(
            self.body().kind,
            BodyKind::AsyncFn | BodyKind::AsyncBlock | BodyKind::AsyncClosure
        ) {
            self.cancelled(&s);
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
                    for mut s in self.cancel(&s, inner, span) {
                        let err = Val::err(s.opaque(Type::Unknown));
                        out.push((s, err));
                    }
                    for (s, v) in self.await_value(s, inner.clone(), span) {
                        out.push((s, Val::ok(v)));
                    }
                    out
                }
                FutVal::Join(futures, try_) => self.await_all(s, futures.clone(), *try_, span),
            },
            Val::Sym(e, ty) => match &**ty {
                Type::Future(fun) => {
                    let captures = (0..fun.captures.len())
                        .map(|i| Val::sym(e.field(&format!("cap{i}")), fun.captures[i].clone()))
                        .collect();
                    self.run_code(s, fun.code, captures, span)
                }
                Type::Handle(ty) => {
                    let path = format!(
                        "{}::await",
                        self.solver.type_model(*ty).paths.first().map_or("", |p| p)
                    );
                    let cell = s.add_cell(v.clone(), None);
                    let loc = Loc::cell(cell);
                    self.await_model(s, ty.model, &path, (loc, *ty), &v, span)
                }
                Type::Ref(_) => {
                    let (inner, _) = self.solver.look_through(&mut s, &v);
                    if matches!(inner, Val::Sym(..)) && inner == v {
                        let v = s.opaque(Type::Unknown);
                        return vec![(s, v)];
                    }
                    self.await_value(s, inner, span)
                }
                _ => {
                    let v = s.opaque(Type::Unknown);
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
                    _ => vec![(s, v)],
                }
            }
            Val::Guard(loc) => vec![(s, Val::Ref(loc.clone()))],
            Val::Task(_, ty) | Val::Obj(_, ty) => {
                let path = format!(
                    "{}::await",
                    self.solver.type_model(*ty).paths.first().map_or("", |p| p)
                );
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
        if let Some(done) = self.token_call(&s, v, receiver.1, path) {
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
        let v = s.opaque(Type::Unknown);
        vec![(s, v)]
    }

    /// All futures one after the other; their results as a tuple.
    fn await_all(&mut self, s: State, futures: Vec<Val>, try_: bool, span: Span) -> Values {
        self.check_side_by_side(&s, &futures, span);
        let mut partial: Vec<(State, Vec<Val>)> = vec![(s, Vec::new())];
        let mut out = Vec::new();
        for fut in futures {
            let mut next = Vec::new();
            for (s, done) in partial {
                // What is done already waits while the next one runs.
                let mut s = s;
                s.in_call
                    .push(held_meanwhile(HolderKind::Temporary, done.clone(), span));
                for (mut s, v) in self.await_value(s, fut.clone(), span) {
                    s.in_call.pop();
                    let (v, failed) = match (&v, try_) {
                        (Val::Adt(a), true) if a.variant.as_deref() == Some("Ok") => {
                            (a.fields.get("0").cloned().unwrap_or_else(Val::unit), false)
                        }
                        (Val::Adt(a), true) if a.variant.as_deref() == Some("Err") => {
                            (v.clone(), true)
                        }
                        _ => (v.clone(), false),
                    };
                    if failed {
                        out.push((s, v));
                        continue;
                    }
                    let mut done = done.clone();
                    done.push(v);
                    next.push((s, done));
                }
            }
            next.truncate(16);
            partial = next;
        }
        for (s, done) in partial {
            let v = Val::tuple(done);
            out.push((s, if try_ { Val::ok(v) } else { v }));
        }
        out
    }

    /// Futures that run at the same time: what a later one opens is checked against what earlier ones hold open.
    fn check_side_by_side(&mut self, s: &State, futures: &[Val], span: Span) {
        let mut running = vec![s.clone()];
        for (i, fut) in futures.iter().enumerate() {
            let mut next = Vec::new();
            for s in running {
                for run in self.start(s, fut, false, span) {
                    let mut s = run.state;
                    if i + 1 < futures.len() && run.end != TaskEnd::Sometime {
                        s.in_call
                            .push(held_meanwhile(HolderKind::Temporary, run.holds, span));
                    }
                    next.push(s);
                }
            }
            next.truncate(8);
            running = next;
        }
    }

    /// The states that are left when a future is dropped before its end.
    pub(crate) fn cancel(&mut self, s: &State, v: &Val, span: Span) -> Vec<State> {
        let mut out = vec![s.clone()];
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
                    if known.open.is_some_and(|o| !o.consumes)
                        && let Some((s, _)) = self
                            .run_model(s.clone(), *model, call, args, *span)
                            .into_iter()
                            .next()
                    {
                        out.insert(0, s);
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
            out.extend(self.cancel_code(s, code, &captures, span));
        }
        out.truncate(MAX_CANCELLED);
        out
    }

    fn cancel_code(&mut self, s: &State, code: Code, captures: &[Val], span: Span) -> Vec<State> {
        let key = self.key_for(s, code, captures);
        let summary = self.summary(key);
        self.apply(s, &summary, captures, span)
            .into_iter()
            .filter(|a| a.exit == Exit::Cancelled)
            .map(|a| a.state)
            .collect()
    }

    /// `select!`.
    pub(crate) fn select_arms(
        &mut self,
        mut s: State,
        arms: &[ir::SelectArm],
        els: Option<Block>,
    ) -> Vec<(Block, State)> {
        let mut out = Vec::new();
        let span = self.body().span;
        for (i, arm) in arms.iter().enumerate() {
            let mut states = vec![s.clone()];
            if let Some(cond) = &arm.enabled {
                let v = self.look(&mut s, cond);
                states = self
                    .split_bool(s.clone(), &v)
                    .into_iter()
                    .filter(|(_, on)| *on)
                    .map(|(s, _)| s)
                    .collect();
            }
            for (j, other) in arms.iter().enumerate() {
                if i != j {
                    let mut next = Vec::new();
                    for s in states {
                        let fut = self.solver.read(&s, &Loc::local(other.future));
                        next.extend(self.cancel(&s, &fut, span));
                    }
                    next.truncate(MAX_CANCELLED);
                    states = next;
                }
            }
            for mut s in states {
                let fut = self.operand(&mut s, &Operand::Use(ir::Place::local(arm.future)));
                for (mut s, v) in self.await_value(s, fut, span) {
                    s.locals.insert(arm.dest, v);
                    out.push((arm.target, s));
                }
            }
        }
        if let Some(els) = els {
            out.push((els, s));
        }
        out
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
