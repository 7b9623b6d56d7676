//! Applying a summary to a caller's state: the callee's expressions are replaced by the caller's values, its new
//! connections, cells and tasks get numbers of their own, its writes are made.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::memory::assume;
use super::summary::{Exit, Outcome, Summary};
use super::{Frame, Solver};
use crate::domain::expr::Expr;
use crate::domain::state::{Shape, Status};
use crate::domain::value::{AdtVal, CollVal, FunVal, FutVal, OptsVal};
use crate::domain::{CellId, Loc, Obj, ObjId, Root, State, Task, TaskId, Type, Val};
use crate::source::Span;

/// A replacement in progress. Expressions of the callee are read in the state before the call.
struct Subst<'c, 'a> {
    solver: &'c Solver<'a>,
    args: &'c [Val],
    before: &'c State,
    objs: FxHashMap<ObjId, ObjId>,
    cells: FxHashMap<CellId, CellId>,
    tasks: FxHashMap<TaskId, TaskId>,
    syms: FxHashMap<u32, u32>,
}

impl Subst<'_, '_> {
    /// The caller's value for an input expression of the callee.
    fn input(&self, e: &Expr) -> Val {
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
            Expr::Field(base, name) => {
                let v = self.input(base);
                if &**name == "*" {
                    match &v {
                        Val::Ref(loc) | Val::Guard(loc) => self.solver.read(self.before, loc),
                        Val::Shared(cell) => self.solver.read(
                            self.before,
                            &Loc {
                                root: Root::Cell(*cell),
                                path: Vec::new(),
                            },
                        ),
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
                    let v = self.solver.through(self.before, &v);
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
    fn expr(&mut self, s: &mut State, e: &Expr) -> Expr {
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
    fn val(&mut self, s: &mut State, v: &Val) -> Val {
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
                        let mut v = self.input(base);
                        if !matches!(v, Val::Adt(_) | Val::Sym(..)) {
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
                let mut elems: Vec<(Option<Expr>, Val)> = Vec::new();
                let (mut open_ended, mut base) = (c.open_ended, None);
                match &c.base {
                    Some(b) if b.is_input() => match self.input(b) {
                        Val::Coll(known) => {
                            elems.extend(known.elems.iter().cloned());
                            open_ended |= known.open_ended;
                            base = known.base.clone();
                        }
                        Val::Sym(e, _) => base = Some(e),
                        _ => open_ended = true,
                    },
                    Some(b) => base = Some(Rc::new(self.expr(s, b))),
                    None => {}
                }
                for (key, v) in &c.elems {
                    let key = key.as_ref().map(|k| self.expr(s, k));
                    elems.push((key, self.val(s, v)));
                }
                Val::Coll(Rc::new(CollVal {
                    elems,
                    open_ended,
                    base,
                }))
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
            })),
        }
    }

    fn fun(&mut self, s: &mut State, f: &FunVal) -> FunVal {
        FunVal {
            code: f.code,
            captures: f.captures.iter().map(|c| self.val(s, c)).collect(),
        }
    }

    fn cell(&mut self, s: &mut State, id: CellId) -> CellId {
        *self.cells.entry(id).or_insert_with(|| CellId(s.fresh()))
    }

    fn task(&mut self, s: &mut State, id: TaskId) -> TaskId {
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
            Root::Cell(c) => Loc {
                root: Root::Cell(self.cell(s, *c)),
                path: Vec::new(),
            },
            Root::Mem(e) if e.is_input() => self.pointee(s, e)?,
            Root::Mem(e) => Loc {
                root: Root::Mem(Rc::new(self.expr(s, e))),
                path: Vec::new(),
            },
        };
        if !loc.path.is_empty() {
            root = self.solver.deref_all(s, root);
        }
        root.path.extend(loc.path.iter().cloned());
        Some(root)
    }

    /// What the caller's value of a pointer points to.
    fn pointee(&mut self, s: &mut State, e: &Expr) -> Option<Loc> {
        match self.input(e) {
            Val::Ref(loc) | Val::Guard(loc) => Some(loc),
            Val::Shared(cell) => Some(Loc {
                root: Root::Cell(cell),
                path: Vec::new(),
            }),
            Val::Sym(e, ty) => match &*ty {
                Type::Ref(inner) | Type::Shared(inner) => {
                    s.pointers
                        .entry(e.clone())
                        .or_insert_with(|| (**inner).clone());
                    Some(Loc {
                        root: Root::Mem(e),
                        path: Vec::new(),
                    })
                }
                _ => None,
            },
            _ => None,
        }
    }
}

/// What applying an outcome costs, in statements.
const APPLY_COST: u32 = 12;

/// What an outcome made of a caller's state.
pub(crate) struct Applied {
    /// The state.
    pub(crate) state: State,
    /// The value returned.
    pub(crate) ret: Val,
    /// Which moment of the call it is; the connection of an opening in the caller's numbers.
    pub(crate) exit: Exit,
    /// Whether the connection of an opening was open in the caller already: then nothing has opened.
    pub(crate) was_open: bool,
}

impl Frame<'_, '_> {
    /// Applies every outcome of a summary. Openings are checked and passed on to this body's own callers; the other
    /// outcomes are given back.
    pub(crate) fn apply(
        &mut self,
        s: &State,
        summary: &Summary,
        args: &[Val],
        call: Span,
    ) -> Vec<Applied> {
        let mut out = Vec::new();
        self.pass_on_overwrites(s, summary, args);
        for outcome in &summary.outcomes {
            if !self.spend(APPLY_COST) {
                break;
            }
            let Some(applied) = self.apply_outcome(s, outcome, args, call) else {
                continue;
            };
            match applied.exit {
                Exit::Opening(obj) => {
                    if !applied.was_open {
                        self.check_open(&applied.state, obj, Some((summary, args, s)));
                        self.opening(&applied.state, obj);
                    }
                }
                _ => out.push(applied),
            }
        }
        out
    }

    /// Applies one outcome; `None` if it contradicts what is known.
    pub(crate) fn apply_outcome(
        &mut self,
        before: &State,
        outcome: &Outcome,
        args: &[Val],
        call: Span,
    ) -> Option<Applied> {
        let callee = &outcome.state;
        let mut s = before.clone();
        let mut sub = Subst {
            solver: self.solver,
            args,
            before,
            objs: FxHashMap::default(),
            cells: FxHashMap::default(),
            tasks: FxHashMap::default(),
            syms: FxHashMap::default(),
        };
        for (e, shape) in &callee.shapes {
            if !fits(&mut sub, &mut s, e, shape) {
                return None;
            }
        }
        let mut was_open = false;
        for (id, obj) in &callee.objs {
            let mapped = match &obj.input {
                Some(e) => self.input_obj(&mut sub, &mut s, e, obj),
                None => s.fresh_obj(),
            };
            if outcome.exit == Exit::Opening(*id) && obj.input.is_some() {
                was_open = before
                    .objs
                    .get(&mapped)
                    .is_some_and(|o| o.status == Status::Open);
            }
            sub.objs.insert(*id, mapped);
        }
        for (id, obj) in &callee.objs {
            let mapped = sub.objs[id];
            let identity = obj.identity.as_ref().map(|e| sub.expr(&mut s, e));
            let endpoint = obj.endpoint.as_ref().map(|e| sub.expr(&mut s, e));
            let kept: Vec<Val> = obj.kept.iter().map(|v| sub.val(&mut s, v)).collect();
            let opened = obj.opened.as_ref().map(|site| site.through(call));
            match s.objs.get_mut(&mapped) {
                Some(known) if obj.input.is_some() => {
                    if obj.status != Status::Unknown {
                        if obj.status == Status::Open && known.status != Status::Open {
                            known.opened = opened.or_else(|| known.opened.take());
                        }
                        known.status = obj.status;
                        known.queued = obj.queued;
                    } else {
                        known.queued |= obj.queued;
                    }
                    known.reopens |= obj.reopens;
                    known.kept.extend(kept);
                    known.attempts.0.extend(obj.attempts.0.iter().cloned());
                    known.clone_dropped.0 |= obj.clone_dropped.0;
                }
                _ => {
                    let obj = Obj {
                        created: obj.created.through(call),
                        opened,
                        identity,
                        endpoint,
                        kept,
                        input: None,
                        ..obj.clone()
                    };
                    s.objs.insert(mapped, obj);
                }
            }
        }
        for (id, cell) in &callee.cells {
            let mapped = sub.cell(&mut s, *id);
            let val = sub.val(&mut s, &cell.val);
            s.cells.insert(
                mapped,
                crate::domain::state::Cell {
                    val,
                    leaked: cell.leaked,
                },
            );
        }
        for (id, task) in &callee.tasks {
            let mapped = sub.task(&mut s, *id);
            let task = Task {
                holds: task.holds.iter().map(|v| sub.val(&mut s, v)).collect(),
                output: sub.val(&mut s, &task.output),
                site: task.site.through(call),
                ..task.clone()
            };
            s.tasks.insert(mapped, task);
        }
        let mut writes = Vec::new();
        for (e, v) in &callee.mem {
            let v = sub.val(&mut s, v);
            let target = if e.is_input() {
                sub.pointee(&mut s, e)
            } else {
                None
            };
            if let Some(loc) = target {
                let pointer = matches!(v, Val::Ref(_) | Val::Shared(_) | Val::Guard(_));
                let loc = if pointer {
                    loc
                } else {
                    self.solver.deref_all(&mut s, loc)
                };
                writes.push((loc, v));
            }
        }
        for (id, v) in &callee.statics {
            let v = sub.val(&mut s, v);
            writes.push((
                Loc {
                    root: Root::Static(*id),
                    path: Vec::new(),
                },
                v,
            ));
        }
        for (loc, v) in writes {
            self.solver.write(&mut s, &loc, v);
        }
        s.lost = callee.lost.or(s.lost);
        s.endless |= callee.endless || callee.lost.is_some() && self.in_endless_loop();
        for e in &callee.ended {
            match sub.input(e) {
                Val::Task(id, _) => {
                    s.tasks.remove(&id);
                }
                Val::Sym(e, _) if e.is_input() => {
                    s.ended.insert((*e).clone());
                }
                _ => {}
            }
        }
        for (v, holder) in &callee.in_call {
            let v = sub.val(&mut s, v);
            s.in_call.push((v, holder.clone()));
        }
        let ret = sub.val(&mut s, &outcome.ret);
        let exit = match outcome.exit {
            Exit::Opening(id) => Exit::Opening(sub.objs.get(&id).copied()?),
            exit => exit,
        };
        Some(Applied {
            state: s,
            ret,
            exit,
            was_open,
        })
    }

    /// The caller's connection for a handle that the callee got from it.
    fn input_obj(&self, sub: &mut Subst<'_, '_>, s: &mut State, e: &Expr, obj: &Obj) -> ObjId {
        let v = sub.input(e);
        let mut scratch = s.clone();
        match self.solver.look_through(&mut scratch, &v) {
            (Val::Obj(id, _), _) => id,
            (Val::Sym(e, _), loc) if e.is_input() => {
                if let Some((id, _)) = s.objs.iter().find(|(_, o)| o.input.as_deref() == Some(&*e))
                {
                    return *id;
                }
                let id = s.add_obj(Obj {
                    input: Some(e.clone()),
                    status: Status::Unknown,
                    opened: None,
                    identity: Some(e.field("identity")),
                    endpoint: Some(e.field("endpoint")),
                    kept: Vec::new(),
                    queued: false,
                    ..obj.clone()
                });
                if let Some(loc) = loc {
                    self.solver.write(s, &loc, Val::Obj(id, obj.ty));
                }
                id
            }
            _ => s.fresh_obj(),
        }
    }
}

/// Whether an assumption of the callee fits what the caller knows; what the caller did not know is assumed there too.
fn fits(sub: &mut Subst<'_, '_>, s: &mut State, e: &Expr, shape: &Shape) -> bool {
    if e.is_input() {
        let v = sub.input(e);
        return match (sub.solver.through(sub.before, &v), shape) {
            (Val::Adt(adt), Shape::Variant(name)) => adt.variant.as_ref().is_none_or(|v| v == name),
            (Val::Adt(adt), Shape::NotVariants(not)) => {
                adt.variant.as_ref().is_none_or(|v| !not.contains(v))
            }
            (Val::Bool(known), Shape::Bool(b)) => known == *b,
            (Val::Sym(e, _), Shape::Bool(b)) => assume_bool(s, &e, *b),
            (Val::Sym(e, _), shape) => assume(s, &e, shape.clone()),
            _ => true,
        };
    }
    if !e.any(&mut |x| matches!(x, Expr::Arg(_) | Expr::Static(_))) {
        return true;
    }
    let e = sub.expr(s, e);
    match shape {
        Shape::Bool(b) => assume_bool(s, &e, *b),
        shape => assume(s, &e, shape.clone()),
    }
}

/// Assumes the value of a condition, evaluating comparisons of constants.
fn assume_bool(s: &mut State, e: &Expr, value: bool) -> bool {
    match e {
        Expr::Const(text) => (&**text == "true") == value,
        Expr::Op(op, args) if &**op == "!" && args.len() == 1 => assume_bool(s, &args[0], !value),
        Expr::Op(op, args) if &**op == "==" => match args.as_slice() {
            [Expr::Const(a), Expr::Const(b)] => (a == b) == value,
            _ => assume(s, e, Shape::Bool(value)),
        },
        _ => assume(s, e, Shape::Bool(value)),
    }
}
