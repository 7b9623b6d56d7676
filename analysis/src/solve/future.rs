//! Futures: awaiting, racing and dropping them half-way.

use std::rc::Rc;

use super::Frame;
use super::body::Values;
use super::summary::{Exit, Summary};
use super::task::Running;
use crate::domain::state::Aside;
use crate::domain::value::{CollVal, FutVal, Joins};
use crate::domain::{Loc, State, Type, Val};
use crate::facts::{Holder, HolderKind};
use crate::ir::{self, Block, BodyKind, Operand};
use crate::source::Span;

/// How many ways of dropping the other futures of a `select!` are looked at for each arm.
const MAX_CANCELLED: usize = 6;

/// How many states in which a future waits are looked at.
const MAX_WAITING: usize = 4;

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
            s.pass_time();
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
                    for mut s in std::iter::once(s.clone()).chain(begun) {
                        s.pass_time();
                        let err = Val::err(s.opaque(Type::Unknown));
                        out.push((s, err));
                    }
                    for (s, v) in self.await_value(s, inner.clone(), span) {
                        out.push((s, Val::ok(v)));
                    }
                    out
                }
                FutVal::Join(futures, joins) => self.await_all(s, futures.clone(), *joins, span),
                FutVal::Race(futures, variants) => self.await_one(&s, futures, variants, span),
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
                        s.pass_time();
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
                    _ => {
                        s.pass_time();
                        vec![(s, v)]
                    }
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

    /// The body in progress, if it is a future, waits: others run meanwhile, or it is dropped.
    pub(super) fn waits(&mut self, s: &State) {
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
        s.pass_time();
        let v = s.opaque(Type::Unknown);
        vec![(s, v)]
    }

    /// All futures one after the other; their results as a tuple or collection.
    fn await_all(&mut self, s: State, futures: Vec<Val>, joins: Joins, span: Span) -> Values {
        let Joins { try_, list } = joins;
        let beside: Vec<(Val, Span)> = futures.iter().map(|f| (f.clone(), span)).collect();
        self.check_side_by_side(&s, &beside, true);
        let mut partial: Vec<(State, Vec<Val>)> = vec![(s, Vec::new())];
        let mut out = Vec::new();
        for fut in futures {
            let mut next = Vec::new();
            for (s, done) in partial {
                // What is done already waits while the next one runs. None of them comes after another.
                let mut s = s;
                s.pass_time();
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
            let v = if list {
                Val::Coll(Rc::new(CollVal::of(done)))
            } else {
                Val::tuple(done)
            };
            out.push((s, if try_ { Val::ok(v) } else { v }));
        }
        out
    }

    /// One of several futures runs to its end, and the others are dropped.
    fn await_one(
        &mut self,
        s: &State,
        futures: &[Val],
        variants: &[Rc<str>],
        span: Span,
    ) -> Values {
        let beside: Vec<(Val, Span)> = futures.iter().map(|f| (f.clone(), span)).collect();
        self.check_side_by_side(s, &beside, false);
        let mut out = Values::new();
        for (i, first) in futures.iter().enumerate() {
            let mut states = vec![s.clone()];
            for (_, other) in futures.iter().enumerate().filter(|(j, _)| *j != i) {
                let mut next = Vec::new();
                for s in states {
                    next.extend(self.cancel(&s, other, span));
                    next.extend(self.dropped(s, other.clone(), None));
                }
                next.truncate(MAX_CANCELLED);
                states = next;
            }
            for s in states {
                for (s, v) in self.await_value(s, first.clone(), span) {
                    let v = match variants.get(i) {
                        Some(variant) => Val::variant(variant, Some(v)),
                        None => v,
                    };
                    out.push((s, v));
                }
            }
        }
        out
    }

    /// Futures that run at the same time: what each opens is checked against what the others hold where they wait, and,
    /// where all run to their ends, against what they have given.
    fn check_side_by_side(&mut self, s: &State, futures: &[(Val, Span)], to_the_end: bool) {
        for (i, (waiting, span)) in futures.iter().enumerate() {
            let span = *span;
            let mut beside = self.waiting(s, waiting, span);
            // What is through before a later one begins is seen when they are run one after the other.
            if to_the_end && i > 0 {
                let mut ends = self.await_value(s.clone(), waiting.clone(), span);
                ends.truncate(MAX_WAITING);
                beside.extend(ends.into_iter().map(|(mut s, v)| {
                    s.pass_time();
                    s.in_call
                        .push(held_meanwhile(HolderKind::Temporary, vec![v], span));
                    s
                }));
            }
            for s in beside {
                self.suspended(&s);
                let outer = std::mem::replace(&mut self.side_by_side, true);
                for (j, (other, at)) in futures.iter().enumerate().filter(|(j, _)| *j != i) {
                    let mut s = s.clone();
                    let rest = futures.iter().enumerate();
                    let rest = rest.filter(|(k, _)| *k != i && *k != j);
                    let rest = rest.map(|(_, (v, _))| v.clone()).collect();
                    s.in_call
                        .push(held_meanwhile(HolderKind::Temporary, rest, *at));
                    self.start(s, other, false, *at);
                }
                self.side_by_side = outer;
            }
        }
    }

    /// The states in which a future that has begun waits with a connection open; what it holds then stands in `in_call`.
    fn waiting(&mut self, s: &State, v: &Val, span: Span) -> Vec<State> {
        let mut out = match v {
            Val::Future(fut) => match &**fut {
                FutVal::Run(fun) => {
                    let key = self.key_for(s, fun.code, &fun.captures);
                    let summary = self.summary(key);
                    self.states_at(s, &summary, Exit::Suspended, (&fun.captures, span))
                }
                FutVal::Model { .. } => {
                    let held = |run: Running| {
                        let mut s = run.state;
                        s.in_call
                            .push(held_meanwhile(HolderKind::Temporary, run.holds, span));
                        s
                    };
                    self.start(s.clone(), v, false, span)
                        .into_iter()
                        .map(held)
                        .collect()
                }
                FutVal::Timeout(inner) => self.waiting(s, inner, span),
                FutVal::Join(futures, _) | FutVal::Race(futures, _) => {
                    let each = futures.iter();
                    each.flat_map(|f| self.waiting(s, f, span)).collect()
                }
                FutVal::Ready(_) => Vec::new(),
            },
            Val::Ref(loc) => match self.solver.read(s, loc) {
                inner @ Val::Future(_) => self.waiting(s, &inner, span),
                _ => Vec::new(),
            },
            _ => Vec::new(),
        };
        out.truncate(MAX_WAITING);
        out
    }

    /// The states that are left when a future is dropped after it has begun, before its end.
    fn cancel(&mut self, s: &State, v: &Val, span: Span) -> Vec<State> {
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
                    if known.open.is_some_and(|o| !o.consumes)
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
        out.truncate(MAX_CANCELLED - 1);
        out
    }

    /// The states that the outcomes of one kind make of this one.
    fn states_at(
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

    /// `select!`.
    pub(crate) fn select_arms(
        &mut self,
        mut s: State,
        arms: &[ir::SelectArm],
        els: Option<Block>,
    ) -> Vec<(Block, State)> {
        let mut out = Vec::new();
        self.check_arms(&s, arms);
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
                        // One that has not begun is dropped with the local that it lies in.
                        let mut begun = s.clone();
                        let fut = self.take(&mut begun, &Loc::local(other.future));
                        next.push(s);
                        next.extend(self.cancel(&begun, &fut, other.span));
                    }
                    next.truncate(MAX_CANCELLED);
                    states = next;
                }
            }
            for mut s in states {
                let fut = self.operand(&mut s, &Operand::Use(ir::Place::local(arm.future)));
                for (mut s, v) in self.await_value(s, fut, arm.span) {
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

    /// Checks the arms that can be enabled together against each other.
    fn check_arms(&mut self, s: &State, arms: &[ir::SelectArm]) {
        let mut s = s.clone();
        let mut futures = Vec::new();
        for arm in arms {
            let off = arm.enabled.as_ref().map(|cond| self.look(&mut s, cond));
            if off != Some(Val::Bool(false)) {
                let future = self.take(&mut s, &Loc::local(arm.future));
                futures.push((future, arm.span));
            }
        }
        self.check_side_by_side(&s, &futures, false);
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
