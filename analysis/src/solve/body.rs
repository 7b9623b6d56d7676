//! The transfer functions: what statements and terminators do to a state.

use std::rc::Rc;

use super::Frame;
use super::framework::Analysis;
use super::memory::{Target, assume};
use crate::domain::expr::Expr;
use crate::domain::state::Shape;
use crate::domain::value::{AdtVal, CollVal, FunVal, FutVal};
use crate::domain::{Loc, Root, State, Type, Val, canon};
use crate::facts::Slot;
use crate::ir::{
    self, AggregateKind, Block, BodyKind, CaptureMode, FormatPart, Lit, Operand, Rvalue, Stmt,
    Terminator, Test,
};
use crate::names::Res;
use crate::source::Span;

/// States with a value each.
pub(crate) type Values = Vec<(State, Val)>;

impl Analysis for Frame<'_, '_> {
    type State = State;

    fn initial(&mut self) -> Vec<State> {
        let mut s = State::default();
        let body = self.body();
        let locals = body
            .captures
            .iter()
            .map(|c| c.local)
            .chain(body.params.iter().copied());
        for (i, (local, ty)) in locals.zip(self.key.args.clone()).enumerate() {
            s.locals.insert(local, Val::sym(Expr::Arg(i as u32), ty));
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
        match stmt {
            Stmt::Assign {
                place,
                value,
                span,
                init,
            } => self.assign(state, place, value, *span, *init),
            Stmt::StorageDead(local, _) => {
                let mut s = state;
                match s.locals.remove(local) {
                    Some(v) => self.dropped(s, v, None),
                    None => vec![s],
                }
            }
            Stmt::Drop(op, span) => {
                let mut s = state;
                let v = self.operand(&mut s, op);
                self.dropped(s, v, Some(*span))
            }
        }
    }

    fn terminator(&mut self, block: Block, state: State) -> Vec<(Block, State)> {
        let solver = self.solver;
        self.block = block;
        match &solver.program[self.body].body.blocks[block.0 as usize].term {
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
        }
    }

    fn canonical(&mut self, state: State) -> State {
        canon::canonical(&state, &|obj| self.solver.survives(obj))
    }

    fn join(&mut self, states: Vec<State>) -> Vec<State> {
        super::join::join(self.solver, states)
    }
}

impl<'s, 'a> Frame<'s, 'a> {
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
            if init {
                if let (Root::Local(l), true) = (&loc.root, loc.path.is_empty()) {
                    self.note_shadowing(&s, *l, &v);
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
                self.solver.write(&mut s, &loc, v);
                self.note_drop_closes(&s, &old, span);
                out.extend(self.dropped(s, old, None));
            }
        }
        out
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
                let a = self.look(&mut s, a);
                let b = self.look(&mut s, b);
                let v = self.binary(&mut s, op, &a, &b);
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
                self.await_value(s, Val::Future(Rc::new(FutVal::Join(futures, *try_))), span)
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
            Rvalue::Opaque(ops) => {
                for op in ops {
                    self.look(&mut s, op);
                }
                let v = s.opaque(Type::Unknown);
                vec![(s, v)]
            }
        }
    }

    /// A binding of a pattern: a borrow if the pattern looked through a reference, else a move.
    fn bind(&mut self, s: &mut State, place: &ir::Place) -> Val {
        let through = place.proj.iter().any(|p| !matches!(p, ir::Proj::Deref))
            && self.behind_pointer(s, place);
        match self.place(s, place) {
            Target::Loc(loc) if through => match self.solver.read(s, &loc) {
                // A reference to a reference or to data is as good as the thing itself.
                v @ (Val::Ref(_) | Val::Bool(_)) => v,
                v @ Val::Sym(..) if matches!(&v, Val::Sym(_, t) if matches!(**t, Type::Data | Type::Bool | Type::Ref(_))) => {
                    v
                }
                _ => Val::Ref(loc),
            },
            Target::Loc(loc) => self.take(s, &loc),
            Target::Value(v) => v,
        }
    }

    /// Whether a pattern's place is reached through a pointer that is not dereferenced in writing.
    fn behind_pointer(&mut self, s: &mut State, place: &ir::Place) -> bool {
        let mut prefix = ir::Place {
            root: place.root.clone(),
            proj: Vec::new(),
        };
        for proj in &place.proj {
            if !matches!(proj, ir::Proj::Deref) {
                let Target::Loc(loc) = self.place(s, &prefix) else {
                    return false;
                };
                if self.solver.step(s, &loc).is_some() {
                    return true;
                }
            }
            prefix.proj.push(proj.clone());
        }
        false
    }

    /// A tuple, array, struct or variant.
    fn aggregate(
        &mut self,
        s: &mut State,
        kind: &AggregateKind,
        fields: &[(String, Operand)],
        base: Option<&Operand>,
    ) -> Val {
        let values: Vec<(Rc<str>, Val)> = fields
            .iter()
            .map(|(name, op)| (name.as_str().into(), self.operand(s, op)))
            .collect();
        match kind {
            AggregateKind::Tuple => Val::tuple(values.into_iter().map(|(_, v)| v).collect()),
            AggregateKind::Array { repeat, .. } => Val::Coll(Rc::new(CollVal {
                elems: values.into_iter().map(|(_, v)| (None, v)).collect(),
                open_ended: *repeat,
                base: None,
            })),
            AggregateKind::Struct(path) => {
                let base = base.map(|b| self.operand(s, b));
                self.construct(s, path, values, base)
            }
        }
    }

    /// A value of a struct or variant, of the project or of a client's options.
    pub(crate) fn construct(
        &mut self,
        s: &mut State,
        path: &ir::Path,
        values: Vec<(Rc<str>, Val)>,
        base: Option<Val>,
    ) -> Val {
        let program = self.solver.program;
        let res = match program.resolve_value(&self.ctx, path) {
            Res::Unknown => program.resolve_type(&self.ctx, path),
            res => res,
        };
        let (ty, variant): (Type, Option<Rc<str>>) = match &res {
            Res::Adt(id) => (self.solver.adt_type(*id), None),
            Res::Variant(id, _) => (self.solver.adt_type(*id), Some(path.last().into())),
            Res::External {
                krate,
                path: inside,
            } => {
                if let Some(v) = self.options_literal(s, *krate, inside, &values, base.as_ref()) {
                    return v;
                }
                let variant = matches!(path.last(), "Some" | "Ok" | "Err" | "None")
                    .then(|| path.last().into());
                (Type::Unknown, variant)
            }
            _ => (Type::Unknown, None),
        };
        let from_default =
            matches!(&base, Some(Val::Adt(b)) if b.ty == Type::Unknown && b.fields.is_empty());
        let mut adt = match base {
            Some(Val::Adt(base)) => (*base).clone(),
            Some(Val::Sym(e, ty)) => AdtVal {
                ty: (*ty).clone(),
                variant: None,
                fields: Default::default(),
                base: Some(e),
            },
            _ => AdtVal {
                ty: ty.clone(),
                variant: None,
                fields: Default::default(),
                base: None,
            },
        };
        if from_default && let Val::Adt(default) = self.default_of(s, &ty) {
            adt = (*default).clone();
        }
        adt.ty = ty;
        adt.variant = variant;
        adt.fields.extend(values);
        Val::Adt(Rc::new(adt))
    }

    /// A closure or async block with what it captures.
    fn closure(&mut self, s: &mut State, index: ir::BodyIndex) -> Val {
        let program = self.solver.program;
        let Some(id) = program[self.body].children.get(index.0 as usize).copied() else {
            return s.opaque(Type::Unknown);
        };
        let body = &program[id].body;
        let captures = body
            .captures
            .iter()
            .map(|c| match c.mode {
                CaptureMode::Value => self.operand(s, &Operand::Use(c.place.clone())),
                CaptureMode::Ref => match self.place(s, &c.place) {
                    Target::Loc(loc) => match self.solver.read(s, &loc) {
                        // Data and references are copied: they do not change under the closure's hands.
                        v @ Val::Ref(_) => v,
                        Val::Sym(e, ty) if matches!(&*ty, Type::Data | Type::Ref(_)) => {
                            Val::Sym(e, ty)
                        }
                        _ => Val::Ref(loc),
                    },
                    Target::Value(v) => v,
                },
            })
            .collect();
        let fun = FunVal {
            code: crate::domain::types::Code::Body(id),
            captures,
        };
        match body.kind {
            BodyKind::AsyncBlock => Val::Future(Rc::new(FutVal::Run(fun))),
            _ => Val::Fun(Rc::new(fun)),
        }
    }

    /// A comparison or another operation on data.
    fn binary(&mut self, s: &mut State, op: &str, a: &Val, b: &Val) -> Val {
        let comparison = matches!(op, "==" | "!=" | "<" | ">" | "<=" | ">=");
        let ty = if comparison { Type::Bool } else { Type::Data };
        let (Some(a), Some(b)) = (self.solver.data(s, a), self.solver.data(s, b)) else {
            return s.opaque(ty);
        };
        match (op, &a, &b) {
            ("==", Expr::Const(x), Expr::Const(y)) => return Val::Bool(x == y),
            ("!=", Expr::Const(x), Expr::Const(y)) => return Val::Bool(x != y),
            ("+", _, _) => return Val::sym(Expr::concat([a, b]), ty),
            ("!=", _, _) => {
                return Val::sym(
                    Expr::Op("!".into(), vec![Expr::Op("==".into(), vec![a, b])]),
                    ty,
                );
            }
            _ => {}
        }
        Val::sym(Expr::Op(op.into(), vec![a, b]), ty)
    }

    /// Branches on a boolean operand.
    fn branch(
        &mut self,
        mut s: State,
        cond: &Operand,
        then: Block,
        els: Block,
    ) -> Vec<(Block, State)> {
        let v = self.look(&mut s, cond);
        let v = self.solver.look_through(&mut s, &v).0;
        self.split_bool(s, &v)
            .into_iter()
            .map(|(s, yes)| (if yes { then } else { els }, s))
            .collect()
    }

    /// The states in which a value is true and in which it is false.
    pub(crate) fn split_bool(&self, s: State, v: &Val) -> Vec<(State, bool)> {
        match v {
            Val::Bool(b) => vec![(s, *b)],
            Val::Sym(e, _) => {
                let (e, flip) = match &**e {
                    Expr::Op(op, args) if &**op == "!" && args.len() == 1 => (&args[0], true),
                    e => (e, false),
                };
                match e {
                    Expr::Const(text) if &**text == "true" => return vec![(s, !flip)],
                    Expr::Const(text) if &**text == "false" => return vec![(s, flip)],
                    _ => {}
                }
                [true, false]
                    .into_iter()
                    .filter_map(|value| {
                        let mut s = s.clone();
                        assume(&mut s, e, Shape::Bool(value)).then_some((s, value != flip))
                    })
                    .collect()
            }
            _ => vec![(s.clone(), true), (s, false)],
        }
    }

    /// Branches on a pattern's test.
    fn test(
        &mut self,
        mut s: State,
        place: &ir::Place,
        test: &Test,
        yes: Block,
        no: Block,
    ) -> Vec<(Block, State)> {
        let both = |s: State| vec![(yes, s.clone()), (no, s)];
        match test {
            Test::Variant(path) => {
                let program = self.solver.program;
                match program.resolve_value(&self.ctx, path) {
                    Res::Const(_) => return both(s),
                    Res::Adt(_) => return vec![(yes, s)],
                    _ => {}
                }
                let name = path.last().to_owned();
                let loc = match self.place(&mut s, place) {
                    Target::Loc(loc) => self.solver.deref_all_but_guard(&mut s, loc),
                    Target::Value(v) => match v {
                        Val::Adt(a) if a.variant.is_some() => {
                            let hit = a.variant.as_deref() == Some(&name);
                            return vec![(if hit { yes } else { no }, s)];
                        }
                        _ => return both(s),
                    },
                };
                let external = match program.resolve_value(&self.ctx, path) {
                    Res::External { krate, path } => Some((krate, path)),
                    _ => None,
                };
                let mut out = Vec::new();
                for (mut s, hit) in self.split_variant(s, &loc, &name) {
                    if let (true, Some((krate, path))) = (hit, &external) {
                        self.event_evidence(&mut s, *krate, path);
                    }
                    out.push((if hit { yes } else { no }, s));
                }
                out
            }
            Test::Lit(lit) => {
                let v = self.peek(&mut s, place);
                let v = self.solver.look_through(&mut s, &v).0;
                if let Lit::Bool(b) = lit {
                    return self
                        .split_bool(s, &v)
                        .into_iter()
                        .map(|(s, value)| (if value == *b { yes } else { no }, s))
                        .collect();
                }
                let lit = super::memory::literal(lit);
                let cond = self.binary(&mut s, "==", &v, &lit);
                self.split_bool(s, &cond)
                    .into_iter()
                    .map(|(s, hit)| (if hit { yes } else { no }, s))
                    .collect()
            }
            Test::Other => both(s),
        }
    }

    /// The states in which the content of a location is the variant `name` and in which it is not; in the first ones
    /// the location holds the variant with its fields.
    pub(crate) fn split_variant(&self, mut s: State, loc: &Loc, name: &str) -> Vec<(State, bool)> {
        match self.solver.read(&s, loc) {
            Val::Adt(adt) if adt.variant.is_some() => {
                let hit = adt.variant.as_deref() == Some(name);
                vec![(s, hit)]
            }
            Val::Adt(_) => vec![(s.clone(), true), (s, false)],
            // A lock call's result: locked.
            Val::Guard(to) => {
                if name == "Ok" || name == "Some" {
                    self.solver
                        .write(&mut s, loc, Val::variant(name, Some(Val::Ref(to))));
                    vec![(s, true)]
                } else {
                    vec![(s, false)]
                }
            }
            Val::Sym(e, ty) => {
                let mut out = Vec::new();
                let mut hit = s.clone();
                if assume(&mut hit, &e, Shape::Variant(name.into())) {
                    let adt = AdtVal {
                        ty: (*ty).clone(),
                        variant: Some(name.into()),
                        fields: Default::default(),
                        base: Some(e.clone()),
                    };
                    self.solver.write(&mut hit, loc, Val::Adt(Rc::new(adt)));
                    out.push((hit, true));
                }
                if assume(&mut s, &e, Shape::NotVariants([name.into()].into())) {
                    if let Some(other) = other_variant(name, &ty) {
                        let adt = AdtVal {
                            ty: (*ty).clone(),
                            variant: Some(other.into()),
                            fields: Default::default(),
                            base: Some(e),
                        };
                        self.solver.write(&mut s, loc, Val::Adt(Rc::new(adt)));
                    }
                    out.push((s, false));
                }
                out
            }
            Val::Obj(..) | Val::Task(..) | Val::Moved => vec![(s.clone(), true), (s, false)],
            _ => vec![(s.clone(), true), (s, false)],
        }
    }

    /// The states in which an `Option` or `Result` is `Some`/`Ok` and in which it is not.
    pub(crate) fn split_success(&mut self, mut s: State, place: &ir::Place) -> Vec<(State, bool)> {
        match self.place(&mut s, place) {
            Target::Loc(loc) => self.split_success_at(s, &loc),
            Target::Value(_) => vec![(s.clone(), true), (s, false)],
        }
    }

    /// As [`Frame::split_success`], for a location.
    pub(crate) fn split_success_at(&self, s: State, loc: &Loc) -> Vec<(State, bool)> {
        match self.solver.read(&s, loc) {
            Val::Adt(adt) if adt.variant.is_some() => {
                let good = matches!(adt.variant.as_deref(), Some("Some" | "Ok"));
                vec![(s, good)]
            }
            Val::Sym(_, ty) => match &*ty {
                Type::Option(_) => self.split_variant(s, loc, "Some"),
                _ => self.split_variant(s, loc, "Ok"),
            },
            Val::Guard(_) => vec![(s, true)],
            _ => vec![(s.clone(), true), (s, false)],
        }
    }
}

/// The variant that is left when one of two is ruled out.
fn other_variant(name: &str, ty: &Type) -> Option<&'static str> {
    Some(match name {
        "Some" => "None",
        "None" => "Some",
        "Ok" => "Err",
        "Err" => "Ok",
        _ => return None,
    })
    .filter(|_| !matches!(ty, Type::Adt(..)))
}
