//! The transfer functions: what statements and terminators do to a state.

use std::rc::Rc;

use super::Frame;
use super::alias::arguments;
use super::framework::{Analysis, Progress};
use super::place::Target;
use crate::domain::expr::Expr;
use crate::domain::outline::{Outline, outline};
use crate::domain::value::{AdtVal, FutVal, Joins};
use crate::domain::{Loc, Root, State, Status, Type, Val, canon};
use crate::facts::Slot;
use crate::ir::{self, Block, FormatPart, Rvalue, Stmt, Terminator};
use crate::source::Span;

/// States with a value each.
pub(crate) type Values = Vec<(State, Val)>;

impl Analysis for Frame<'_, '_> {
    type State = State;
    type Outline = Outline;

    fn initial(&mut self) -> Vec<State> {
        let mut s = State::default();
        let body = self.body();
        for (i, (local, ty)) in arguments(body).zip(&self.key.args).enumerate() {
            s.locals
                .insert(local, Val::sym(Expr::Arg(i as u32), ty.clone()));
        }
        for alias in &self.key.aliases {
            self.enter_alias(&mut s, alias);
        }
        for told in &self.key.told {
            self.enter_told(&mut s, told);
        }
        vec![s]
    }

    fn statement(&mut self, block: Block, index: usize, state: State) -> Vec<State> {
        if !self.spend(1) {
            return Vec::new();
        }
        self.block = block;
        let solver = self.solver;
        let stmt = &solver.program[self.body].body.blocks[block.0 as usize].stmts[index];
        let mut after = match stmt {
            Stmt::Assign {
                place,
                value,
                span,
                init,
            } => self.assign(state, place, value, *span, *init),
            Stmt::StorageDead(local, span) => {
                let mut s = state;
                match s.locals.remove(local) {
                    Some(v) => {
                        self.ask_for_close(&mut s, &v, *span);
                        self.dropped(s, v, None)
                    }
                    None => vec![s],
                }
            }
            Stmt::Drop(op, span) => {
                let mut s = state;
                let v = self.operand(&mut s, op);
                self.dropped(s, v, Some(*span))
            }
        };
        after.retain(|s| !s.panics.0);
        after
    }

    fn terminator(&mut self, block: Block, state: State) -> Vec<(Block, State)> {
        let solver = self.solver;
        self.block = block;
        let mut after = match &solver.program[self.body].body.blocks[block.0 as usize].term {
            Terminator::Goto(b) => vec![(*b, state)],
            Terminator::If { cond, then, els } => self.branch(state, cond, *then, *els),
            Terminator::Test {
                place,
                test,
                yes,
                no,
            } => self.test(state, place, test, *yes, *no),
            Terminator::Try { place, ok, err } => {
                let mut out = Vec::new();
                for (s, good) in self.split_success(state, place) {
                    out.push((if good { *ok } else { *err }, s));
                }
                out
            }
            Terminator::Next {
                iter,
                dest,
                some,
                none,
            } => {
                let mut out = Vec::new();
                for (mut s, item) in self.next_item(state, &Loc::local(*iter)) {
                    match item {
                        Some(v) => {
                            s.locals.insert(*dest, v);
                            out.push((*some, s));
                        }
                        None => out.push((*none, s)),
                    }
                }
                out
            }
            Terminator::Select { arms, els } => self.select_arms(state, arms, *els),
            Terminator::Nondet(blocks) => blocks.iter().map(|b| (*b, state.clone())).collect(),
            Terminator::Return => {
                self.returned(state);
                Vec::new()
            }
            Terminator::Unreachable => Vec::new(),
        };
        after.retain(|(_, s)| !s.panics.0);
        after
    }

    fn canonical(&mut self, state: State) -> State {
        canon::canonical(&state, &|obj| self.solver.survives(obj))
    }

    fn without_history(&mut self, state: &State) -> State {
        super::skeleton::without_history(state.clone())
    }

    fn general(&mut self, state: &State) -> Option<State> {
        state.without_doubts()
    }

    fn progress(&mut self, state: &State) -> Progress {
        let known = self.plan.iterators.iter().filter_map(|local| {
            let mut items = 0;
            state.locals.get(local)?.walk(&mut |v| {
                if let Val::Coll(c) = v {
                    items += c.elems.len();
                }
            });
            Some((*local, items))
        });
        known.collect()
    }

    fn outline(&mut self, state: &State) -> Outline {
        outline(state, None)
    }

    fn room(&self, all: usize) -> usize {
        self.room_for_states(all)
    }

    fn join(&mut self, states: Vec<State>) -> Vec<State> {
        super::join::join(self.solver, &self.key.args, states)
    }
}

impl Frame<'_, '_> {
    /// An assignment: the value, then the drop of what the place held, then the write.
    fn assign(
        &mut self,
        s: State,
        place: &ir::Place,
        value: &Rvalue,
        span: Span,
        init: bool,
    ) -> Vec<State> {
        let mut out = Vec::new();
        for (mut s, v) in self.rvalue(s, value, span) {
            let v = match v {
                Val::Sym(e, ty) if e.too_large() => s.opaque((*ty).clone()),
                v => v,
            };
            let Target::Loc(loc) = self.place(&mut s, place) else {
                out.push(s);
                continue;
            };
            let v = if loc == Loc::local(ir::RETURN) {
                self.detached(&mut s, v)
            } else {
                v
            };
            let whole = match &loc.root {
                Root::Local(local) if loc.path.is_empty() => Some(*local),
                _ => None,
            };
            let v = match whole {
                Some(local) => self.of_declared_type(&mut s, local, v),
                None => v,
            };
            if init {
                if let Some(local) = whole {
                    self.note_shadowing(&s, local, &v);
                }
                self.solver.write(&mut s, &loc, v);
                out.push(s);
            } else {
                // A written assignment to a place behind a pointer goes to what is pointed to only if it says `*`.
                let old = self.solver.read(&s, &loc);
                let slot = Slot {
                    name: self.slot_name(place, &loc),
                    span,
                };
                self.note_overwrite(&s, &old, &v, &slot);
                self.note_clone_drop(&mut s, &old);
                self.reach_into(&mut s, &loc);
                self.solver.write(&mut s, &loc, v);
                self.note_drop_closes(&s, &old, span);
                self.ask_for_close(&mut s, &old, span);
                out.extend(self.dropped(s, old, None));
            }
        }
        out
    }

    /// Something is put into a field of a handle: that may be what its connection is made of (rumqttc's
    /// `EventLoop::network`), so it is too late to say that it is open.
    fn reach_into(&self, s: &mut State, loc: &Loc) {
        let mut outside = loc.clone();
        while outside.path.pop().is_some() {
            if let Val::Obj(id, _) = self.solver.read(s, &outside)
                && let Some(obj) = s.objs.get_mut(&id)
            {
                obj.status = Status::Closing;
            }
        }
    }

    /// A value of which not even the type was known, with the type that its variable declares.
    fn of_declared_type(&self, s: &mut State, local: ir::Local, v: Val) -> Val {
        let is_default = |a: &AdtVal| {
            a.ty == Type::Unknown && a.variant.is_none() && a.fields.is_empty() && a.base.is_none()
        };
        let unknown = match &v {
            Val::Sym(_, ty) => **ty == Type::Unknown,
            Val::Adt(a) => is_default(a),
            _ => false,
        };
        let declared = self.body().locals.get(local.0 as usize);
        let Some(ty) = declared.and_then(|d| d.ty.as_ref()).filter(|_| unknown) else {
            return v;
        };
        let solver = self.solver;
        match (v, solver.type_of(&solver.program.resolve_ty(&self.ctx, ty))) {
            (v, Type::Unknown | Type::Other(_)) => v,
            (Val::Sym(e, _), ty) => Val::Sym(e, Rc::new(ty)),
            (_, ty) => self.default_of(s, &ty),
        }
    }

    /// Options behind a reference to a local, on their way out of the body: the builder method that gave the reference
    /// may as well have given the options themselves.
    fn detached(&self, s: &mut State, v: Val) -> Val {
        let Val::Ref(loc) = &v else { return v };
        match (&loc.root, self.solver.read(s, loc)) {
            (Root::Local(_), inner @ Val::Opts(_)) => inner,
            _ => v,
        }
    }

    /// Evaluates the right side of an assignment.
    fn rvalue(&mut self, mut s: State, value: &Rvalue, span: Span) -> Values {
        match value {
            Rvalue::Use(op) => {
                let v = self.operand(&mut s, op);
                vec![(s, v)]
            }
            Rvalue::Ref { place, .. } => {
                let v = match self.place(&mut s, place) {
                    Target::Loc(loc) => Val::Ref(loc),
                    // Behind a trait object it tells whose methods are called.
                    Target::Value(v) if is_of_project(&v) => {
                        Val::Ref(Loc::cell(s.add_cell(v, None)))
                    }
                    Target::Value(v) => v,
                };
                vec![(s, v)]
            }
            Rvalue::Bind(place) => {
                let v = self.bind(&mut s, place);
                vec![(s, v)]
            }
            Rvalue::Call(call) => self.call(s, call),
            Rvalue::Await(op) => {
                let v = self.operand(&mut s, op);
                self.await_value(s, v, span)
            }
            Rvalue::Aggregate { kind, fields, base } => {
                let v = self.aggregate(&mut s, kind, fields, base.as_ref());
                vec![(s, v)]
            }
            Rvalue::Closure(index) => {
                let v = self.closure(&mut s, *index);
                vec![(s, v)]
            }
            Rvalue::Not(op) => {
                let v = match self.look(&mut s, op) {
                    Val::Bool(b) => Val::Bool(!b),
                    v => match self.solver.data(&s, &v) {
                        Some(e) => Val::sym(Expr::Op("!".into(), vec![e]), Type::Bool),
                        None => s.opaque(Type::Bool),
                    },
                };
                vec![(s, v)]
            }
            Rvalue::Binary(op, a, b) => {
                // A number of attempts, or a time, that is not yet reached.
                if op.starts_with(['<', '>']) || matches!(op.as_str(), "==" | "!=") {
                    s.recent.forget_failure();
                }
                let a = self.look(&mut s, a);
                let b = self.look(&mut s, b);
                let v = self.binary(&mut s, op, &a, &b);
                vec![(s, v)]
            }
            Rvalue::Range {
                start,
                end,
                inclusive,
            } => {
                let start = start.as_ref().map(|op| self.look(&mut s, op));
                let end = end.as_ref().map(|op| self.look(&mut s, op));
                let v = self.range(&mut s, start, end, *inclusive);
                vec![(s, v)]
            }
            Rvalue::Format(parts) => {
                let parts: Vec<Expr> = parts
                    .iter()
                    .map(|part| match part {
                        FormatPart::Text(text) => Expr::text(text),
                        FormatPart::Arg(op) => {
                            let v = self.look(&mut s, op);
                            self.solver.data(&s, &v).unwrap_or_else(|| s.symbol())
                        }
                    })
                    .collect();
                let v = Val::sym(Expr::concat(parts), Type::Data);
                vec![(s, v)]
            }
            Rvalue::Join { futures, try_ } => {
                let futures = futures.iter().map(|f| self.operand(&mut s, f)).collect();
                let joins = Joins {
                    try_: *try_,
                    list: false,
                };
                self.await_value(s, Val::Future(Rc::new(FutVal::Join(futures, joins))), span)
            }
            Rvalue::TryPayload(place) => {
                let loc = match self.place(&mut s, place) {
                    Target::Loc(loc) => loc,
                    Target::Value(v) => return vec![(s, v)],
                };
                let v = match self.solver.read(&s, &loc) {
                    Val::Adt(adt) if adt.variant.is_some() => {
                        let field =
                            loc.field(&format!("{}.0", adt.variant.as_deref().unwrap_or_default()));
                        self.take(&mut s, &field)
                    }
                    Val::Guard(to) => Val::Ref(to),
                    other => other,
                };
                vec![(s, v)]
            }
            Rvalue::TryResidual(place) => {
                let v = match self.peek(&mut s, place) {
                    Val::Adt(adt) if adt.variant.as_deref() == Some("None") => Val::none(),
                    _ => Val::err(s.opaque(Type::Unknown)),
                };
                vec![(s, v)]
            }
            Rvalue::Opaque(ops) | Rvalue::Unknown(ops) => {
                if matches!(value, Rvalue::Unknown(_)) {
                    s.pass_time();
                }
                for op in ops {
                    self.look(&mut s, op);
                }
                let v = s.opaque(Type::Unknown);
                vec![(s, v)]
            }
        }
    }
}

/// Whether a value is of a struct or enum of the project.
fn is_of_project(v: &Val) -> bool {
    matches!(v, Val::Adt(adt) if matches!(adt.ty, Type::Adt(_)))
}
