//! The callee's expressions, values and locations in the caller's terms.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::Solver;
use super::channel::Ends;
use super::stdlib::{pointers_to, same_pointer};
use crate::domain::channel::{CHANNEL, channel};
use crate::domain::elements::append;
use crate::domain::expr::Expr;
use crate::domain::hold::has_half;
use crate::domain::types::is_inside;
use crate::domain::value::{AdtVal, CollVal, FunVal, FutVal, OptsVal};
use crate::domain::{CellId, Loc, Obj, ObjId, Root, State, TaskId, Type, Val};

/// A replacement in progress. Expressions of the callee are read in the state before the call.
pub(super) struct Subst<'c, 'a> {
    pub(super) solver: &'c Solver<'a>,
    args: &'c [Val],
    pub(super) before: &'c State,
    /// Connections of the callee, by their numbers there; the caller of [`Subst`] fills it.
    pub(super) objs: FxHashMap<ObjId, ObjId>,
    cells: FxHashMap<CellId, CellId>,
    tasks: FxHashMap<TaskId, TaskId>,
    syms: FxHashMap<u32, u32>,
}

impl<'c, 'a> Subst<'c, 'a> {
    /// A replacement for a call with these arguments in this state.
    pub(super) fn new(solver: &'c Solver<'a>, args: &'c [Val], before: &'c State) -> Self {
        Subst {
            solver,
            args,
            before,
            objs: FxHashMap::default(),
            cells: FxHashMap::default(),
            tasks: FxHashMap::default(),
            syms: FxHashMap::default(),
        }
    }

    /// The caller's value for an input expression of the callee.
    pub(super) fn input(&self, e: &Expr) -> Val {
        match e {
            Expr::Arg(n) => self
                .args
                .get(*n as usize)
                .cloned()
                .unwrap_or(Val::Moved)
                .revive(),
            Expr::Static(id) => self.solver.read(
                self.before,
                &Loc {
                    root: Root::Static(*id),
                    path: Vec::new(),
                },
            ),
            Expr::Field(base, name) if &**name == CHANNEL => match self.input(base) {
                Val::Sym(end, _) => Val::sym(channel(&end), Type::Shared(Rc::new(Type::Unknown))),
                _ => Val::Moved,
            },
            Expr::Field(base, name) => {
                let v = self.input(base);
                if &**name == "*" {
                    match &v {
                        Val::Ref(loc) | Val::Guard(loc) => self.solver.read(self.before, loc),
                        Val::Shared(cell) => self.solver.read(self.before, &Loc::cell(*cell)),
                        Val::Sym(e, ty) => match &**ty {
                            Type::Ref(inner) | Type::Shared(inner) => {
                                match self.before.mem.get(e) {
                                    Some(v) => v.clone().revive(),
                                    None => Val::sym(e.field("*"), (**inner).clone()),
                                }
                            }
                            _ => v,
                        },
                        _ => v,
                    }
                } else {
                    let inside = is_inside(name).then_some(&**name);
                    let v = self.solver.through_to(self.before, &v, inside);
                    if inside.is_some() && v.wrap().is_none() {
                        // The caller has it without the wrapper.
                        return v.revive();
                    }
                    match (&v, &**name) {
                        (Val::Obj(id, _), "identity") => self.obj_part(*id, |o| o.identity.clone()),
                        (Val::Obj(id, _), "endpoint") => self.obj_part(*id, |o| o.endpoint.clone()),
                        _ => self.solver.select(&v, name).revive(),
                    }
                }
            }
            _ => Val::Moved,
        }
    }

    /// Who has the receiving, or the sending, ends of a channel of the caller's. One that the callee has got it may have
    /// dropped.
    pub(super) fn ends(&self, place: &Expr, receiving: bool) -> Ends {
        let given = |pair: u32| self.args.iter().any(|v| has_half(v, pair, receiving));
        match place {
            Expr::Sym(pair) if given(*pair) => Ends::Unknown,
            _ => Ends::of(self.before, place, receiving),
        }
    }

    /// Whether a counted pointer of the caller, which the callee gets, is the only one that the caller has to the same.
    pub(super) fn is_sole_pointer(&self, pointer: &Val) -> bool {
        let mut pointers = pointers_to(self.before, pointer);
        for arg in self.args {
            arg.walk(&mut |v| pointers += u32::from(same_pointer(v, pointer)));
        }
        pointers <= 1
    }

    fn obj_part(&self, id: ObjId, part: impl Fn(&Obj) -> Option<Expr>) -> Val {
        let e = self
            .before
            .objs
            .get(&id)
            .and_then(part)
            .unwrap_or(Expr::Fresh);
        Val::sym(e, Type::Data)
    }

    /// An expression in the caller's terms.
    pub(super) fn expr(&mut self, s: &mut State, e: &Expr) -> Expr {
        if e.is_input() {
            let v = self.input(e);
            return match self.solver.data(self.before, &v) {
                Some(e) => e,
                None => s.symbol(),
            };
        }
        match e {
            Expr::Sym(n) => Expr::Sym(*self.syms.entry(*n).or_insert_with(|| s.fresh())),
            Expr::Field(base, name) => self.expr(s, base).field(name),
            Expr::Op(name, args) => {
                let args: Vec<Expr> = args.iter().map(|a| self.expr(s, a)).collect();
                if &**name == "concat" {
                    Expr::concat(args)
                } else {
                    Expr::Op(name.clone(), args)
                }
            }
            other => other.clone(),
        }
    }

    /// A value in the caller's terms.
    pub(super) fn val(&mut self, s: &mut State, v: &Val) -> Val {
        match v {
            Val::Sym(e, ty) if e.is_input() => match self.input(e) {
                Val::Sym(e, known) if matches!(*known, Type::Unknown) => Val::Sym(e, ty.clone()),
                v => v,
            },
            Val::Gone(..) | Val::Moved => Val::Moved,
            Val::Sym(e, ty) => Val::sym(self.expr(s, e), (**ty).clone()),
            Val::Bool(_) => v.clone(),
            Val::Adt(adt) => {
                let fields: Vec<(Rc<str>, Val)> = adt
                    .fields
                    .iter()
                    .map(|(k, f)| (k.clone(), self.val(s, f)))
                    .collect();
                match &adt.base {
                    // A changed version of something that the caller knows: change what the caller has.
                    Some(base) if base.is_input() => {
                        // A call may have dereferenced more than one pointer to get at it.
                        let inside = match &adt.ty {
                            Type::Wrap(wrap, _) => Some(wrap.inside()),
                            _ => None,
                        };
                        let v = self.input(base);
                        let mut v = self.solver.through_to(self.before, &v, inside);
                        if !matches!(v, Val::Adt(_) | Val::Sym(..) | Val::Fun(_)) {
                            return v;
                        }
                        if let (Val::Sym(e, ty), true) = (&v, adt.variant.is_some()) {
                            v = Val::Adt(Rc::new(AdtVal {
                                ty: (**ty).clone(),
                                variant: adt.variant.clone(),
                                fields: Default::default(),
                                base: Some(e.clone()),
                            }));
                        }
                        for (k, f) in fields {
                            let key = match &adt.variant {
                                Some(variant) => format!("{variant}.{k}").into(),
                                None => k,
                            };
                            self.solver.put(&mut v, &[key], f);
                        }
                        v
                    }
                    base => {
                        let base = base.as_ref().map(|b| Rc::new(self.expr(s, b)));
                        Val::Adt(Rc::new(AdtVal {
                            ty: adt.ty.clone(),
                            variant: adt.variant.clone(),
                            fields: fields.into_iter().collect(),
                            base,
                        }))
                    }
                }
            }
            Val::Obj(id, ty) => match self.objs.get(id) {
                Some(id) => Val::Obj(*id, *ty),
                None => s.opaque(Type::Handle(*ty)),
            },
            Val::Opts(o) => Val::Opts(Rc::new(OptsVal {
                ty: o.ty,
                identity: o.identity.as_ref().map(|e| self.expr(s, e)),
                endpoint: o.endpoint.as_ref().map(|e| self.expr(s, e)),
                reconnects: o.reconnects,
            })),
            Val::Task(id, ty) => Val::Task(self.task(s, *id), *ty),
            Val::TaskSet(ids, ty) => {
                Val::TaskSet(Rc::new(ids.iter().map(|t| self.task(s, *t)).collect()), *ty)
            }
            Val::Ref(loc) => self
                .loc(s, loc)
                .map_or_else(|| s.opaque(Type::Unknown), Val::Ref),
            Val::Guard(loc) => self
                .loc(s, loc)
                .map_or_else(|| s.opaque(Type::Unknown), Val::Guard),
            Val::Shared(cell) => Val::Shared(self.cell(s, *cell)),
            Val::Coll(c) => {
                let mut out = CollVal {
                    elems: Vec::new(),
                    open_ended: c.open_ended,
                    gap: c.gap,
                    repeat: None,
                    base: None,
                    keyed: c.keyed,
                };
                match &c.base {
                    Some(b) if b.is_input() => match self.input(b) {
                        Val::Coll(known) => {
                            out.elems.extend(known.elems.iter().cloned());
                            out.repeat = known.repeat;
                            out.open_ended |= known.open_ended;
                            out.gap = c.gap.map(|gap| known.elems.len() + gap);
                            if let Some(gap) = known.gap {
                                out.forget_behind(gap);
                            }
                            out.base = known.base.clone();
                        }
                        Val::Sym(e, _) => out.base = Some(e),
                        _ => out.open_ended = true,
                    },
                    Some(b) => out.base = Some(Rc::new(self.expr(s, b))),
                    None => {}
                }
                let added = CollVal {
                    elems: c
                        .elems
                        .iter()
                        .map(|(key, v)| {
                            let key = key.as_ref().map(|k| self.expr(s, k));
                            (key, self.val(s, v))
                        })
                        .collect(),
                    repeat: c.repeat,
                    ..CollVal::default()
                };
                append(s, &mut out, added);
                Val::Coll(Rc::new(out))
            }
            Val::Fun(f) => Val::Fun(Rc::new(self.fun(s, f))),
            Val::Future(f) => Val::Future(Rc::new(match &**f {
                FutVal::Run(f) => FutVal::Run(self.fun(s, f)),
                FutVal::Model {
                    call,
                    model,
                    args,
                    span,
                } => FutVal::Model {
                    call: call.clone(),
                    model: *model,
                    args: args.iter().map(|a| self.val(s, a)).collect(),
                    span: *span,
                },
                FutVal::Timeout(v) => FutVal::Timeout(self.val(s, v)),
                FutVal::Ready(v) => FutVal::Ready(self.val(s, v)),
                FutVal::Join(vs, t) => {
                    FutVal::Join(vs.iter().map(|v| self.val(s, v)).collect(), *t)
                }
                FutVal::Race(vs, t) => {
                    FutVal::Race(vs.iter().map(|v| self.val(s, v)).collect(), t.clone())
                }
            })),
        }
    }

    fn fun(&mut self, s: &mut State, f: &FunVal) -> FunVal {
        FunVal {
            code: f.code,
            captures: f.captures.iter().map(|c| self.val(s, c)).collect(),
        }
    }

    pub(super) fn cell(&mut self, s: &mut State, id: CellId) -> CellId {
        *self.cells.entry(id).or_insert_with(|| CellId(s.fresh()))
    }

    pub(super) fn task(&mut self, s: &mut State, id: TaskId) -> TaskId {
        *self.tasks.entry(id).or_insert_with(|| TaskId(s.fresh()))
    }

    /// A location in the caller's terms.
    fn loc(&mut self, s: &mut State, loc: &Loc) -> Option<Loc> {
        let mut root = match &loc.root {
            Root::Local(_) => return None,
            Root::Static(_) => Loc {
                root: loc.root.clone(),
                path: Vec::new(),
            },
            Root::Cell(c) => Loc::cell(self.cell(s, *c)),
            Root::Mem(e) if e.is_input() => self.pointee(s, e)?,
            Root::Mem(e) => Loc {
                root: Root::Mem(Rc::new(self.expr(s, e))),
                path: Vec::new(),
            },
        };
        if let Some(first) = loc.path.first() {
            let around = match is_inside(first) {
                true => self.solver.deref_to(s, root.clone(), first),
                false => None,
            };
            root = around.unwrap_or_else(|| self.solver.deref_all(s, root));
        }
        root.path.extend(loc.path.iter().cloned());
        Some(root)
    }

    /// What the caller's value of a pointer points to.
    pub(super) fn pointee(&mut self, s: &mut State, e: &Expr) -> Option<Loc> {
        let pointer = self.input(e);
        super::memory::pointee(s, &pointer)
    }
}
