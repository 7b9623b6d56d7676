//! The solver: from flow graphs to facts.
//!
//! Every piece of code (function, closure, async block) is analysed once for each list of argument types, from
//! symbolic arguments, and gives a [`Summary`]. A call applies the callee's summary to the caller's state ([`apply`]).
//! Summaries are made on demand; recursion is iterated to a fixed point. Findings are made in the innermost function
//! in which both connections are known ([`check`]).

mod apply;
mod body;
mod call;
mod check;
mod client;
mod framework;
mod future;
mod join;
mod memory;
mod relevance;
mod signal;
mod stdlib;
mod summary;
mod task;
mod types_of;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use double_connect_clients::model::{DropEffect, Role};
use double_connect_clients::{ClientSet, ModelId, TypeId};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::domain::expr::Expr;
use crate::domain::hold::HoldContext;
use crate::domain::state::Aside;
use crate::domain::types::{Code, FunType};
use crate::domain::{Loc, Obj, ObjId, State, Type, Val};
use crate::facts::{Holder, HolderKind, Overlap};
use crate::ir::{self, Body, Local, LocalDecl, PlaceRoot, Proj};
use crate::names::{AdtId, BodyId, BodyOwner, ConstId, Ctx, ExternId, FnId, Program, RTy};
use crate::source::Span;

use summary::{Exit, Key, Outcome, Overwrite, Summary};

/// How many outcomes a summary keeps.
const MAX_OUTCOMES: usize = 40;
/// How deep calls are followed before they count as unknown.
const MAX_DEPTH: u32 = 48;
/// How much work one analysis of a body may do, in statements; then its remaining paths are given up.
const BUDGET: u32 = 30_000;
/// How often a recursive function is analysed until its summary must stand still.
const MAX_ROUNDS: usize = 6;

/// What is shared by all analyses of a program.
pub(crate) struct Solver<'a> {
    pub(crate) program: &'a Program,
    pub(crate) clients: &'a ClientSet,
    models: Vec<Option<ModelId>>,
    summaries: RefCell<FxHashMap<Key, Rc<Summary>>>,
    /// Analyses in progress, with whether a recursive call has asked for them.
    active: RefCell<FxHashMap<Key, (Rc<Summary>, bool)>>,
    /// How many of the analyses in progress were asked for recursively: what is found meanwhile is provisional.
    unstable: Cell<u32>,
    depth: Cell<u32>,
    consts: RefCell<FxHashMap<ConstId, Val>>,
    relevance: relevance::Relevance,
    findings: RefCell<BTreeMap<(Span, Span), Overlap>>,
    opens: RefCell<BTreeSet<Span>>,
    widened: RefCell<BTreeSet<String>>,
}

impl<'a> Solver<'a> {
    /// A solver for a program.
    pub(crate) fn new(program: &'a Program, clients: &'a ClientSet) -> Self {
        let models: Vec<Option<ModelId>> = program
            .externs
            .iter()
            .map(|krate| match (krate.is_std, krate.package.is_empty()) {
                (true, _) => clients.for_dependency("std", None),
                (_, false) => clients.for_dependency(&krate.package, krate.version.as_deref()),
                (_, true) => clients.for_import(&krate.import).first().copied(),
            })
            .collect();
        Solver {
            program,
            clients,
            relevance: relevance::Relevance::of(program, clients, &models),
            models,
            summaries: RefCell::default(),
            active: RefCell::default(),
            unstable: Cell::new(0),
            depth: Cell::new(0),
            consts: RefCell::default(),
            findings: RefCell::default(),
            opens: RefCell::default(),
            widened: RefCell::default(),
        }
    }

    /// Analyses every function of one part of the crates as if anybody could call it, and gives what was found.
    fn run(self, part: usize) -> Found {
        for index in 0..self.program.fns.len() {
            let id = FnId(index as u32);
            let def = &self.program[id];
            if def.krate.index() % PARTS == part && def.body.is_some() && self.relevance.matters(id)
            {
                self.summary(Key {
                    code: Code::Fn(id),
                    args: self.declared_args(id),
                });
            }
        }
        Found {
            overlaps: self.findings.into_inner(),
            opens: self.opens.into_inner(),
            widened: self.widened.into_inner(),
        }
    }

    /// The declared types of a function's parameters.
    pub(crate) fn declared_args(&self, id: FnId) -> Vec<Type> {
        (0..self.program[id].ir.params.len())
            .map(|i| self.type_of(&self.program.fn_param_ty(id, i)))
            .collect()
    }

    /// The body that a piece of code runs.
    pub(crate) fn body_of(&self, code: Code) -> Option<BodyId> {
        match code {
            Code::Fn(id) => self.program[id].body,
            Code::Body(id) => Some(id),
        }
    }

    /// What a piece of code does, called with arguments of these types.
    pub(crate) fn summary(&self, key: Key) -> Rc<Summary> {
        if let Some(done) = self.summaries.borrow().get(&key) {
            return done.clone();
        }
        if let Some((so_far, asked)) = self.active.borrow_mut().get_mut(&key) {
            if !*asked {
                *asked = true;
                self.unstable.set(self.unstable.get() + 1);
            }
            return so_far.clone();
        }
        let Some(body) = self
            .body_of(key.code)
            .filter(|_| self.depth.get() < MAX_DEPTH)
        else {
            return Rc::new(Summary {
                opaque: true,
                ..Summary::default()
            });
        };
        self.depth.set(self.depth.get() + 1);
        self.active
            .borrow_mut()
            .insert(key.clone(), (Rc::default(), false));
        let mut result = Rc::new(Frame::new(self, body, &key).solve());
        for _ in 0..MAX_ROUNDS {
            let Some((so_far, asked)) = self.active.borrow().get(&key).cloned() else {
                break;
            };
            if !asked || *so_far == *result {
                break;
            }
            self.active
                .borrow_mut()
                .insert(key.clone(), (result.clone(), true));
            result = Rc::new(Frame::new(self, body, &key).solve());
        }
        let asked = self
            .active
            .borrow_mut()
            .remove(&key)
            .is_some_and(|(_, asked)| asked);
        if asked {
            self.unstable.set(self.unstable.get().saturating_sub(1));
        }
        self.depth.set(self.depth.get() - 1);
        // While an outer recursion is still being iterated, results that may depend on it are made again.
        if self.unstable.get() == 0 {
            self.summaries.borrow_mut().insert(key, result.clone());
        }
        if result.widened {
            self.widened.borrow_mut().insert(self.name_of(body));
        }
        result
    }

    /// The name of the function around a body.
    fn name_of(&self, body: BodyId) -> String {
        match self.program[body].owner {
            BodyOwner::Fn(id) => self.program[id].path.clone(),
            BodyOwner::Const(id) => self.program[id].path.clone(),
        }
    }

    /// The model of a crate.
    pub(crate) fn model_of(&self, krate: ExternId) -> Option<ModelId> {
        self.models.get(krate.index()).copied().flatten()
    }

    /// The type of a struct or enum, its arguments unknown.
    pub(crate) fn adt_type(&self, id: AdtId) -> Type {
        let args = vec![RTy::Unknown; self.program[id].generics.len()];
        Type::Adt(id, args.into())
    }

    /// The type model of a handle's type.
    pub(crate) fn type_model(&self, ty: TypeId) -> &double_connect_clients::model::TypeModel {
        self.clients.model(ty.model).ty(ty.index)
    }

    /// Whether a connection lives on with nobody holding it.
    pub(crate) fn survives(&self, obj: &Obj) -> bool {
        let ty = self.type_model(obj.ty);
        ty.role == Role::Owner && ty.drop == DropEffect::Nothing || !obj.kept.is_empty()
    }

    /// The value of a const: what its initialiser gives, if that does not depend on anything.
    pub(crate) fn const_value(&self, id: ConstId) -> Val {
        if let Some(v) = self.consts.borrow().get(&id) {
            return v.clone();
        }
        let def = &self.program[id];
        let ty = self.type_of(&self.program.const_ty(id));
        let unknown = Val::sym(
            Expr::Op(format!("const {}", def.path).into(), Vec::new()),
            ty,
        );
        self.consts.borrow_mut().insert(id, unknown.clone());
        let Some(body) = def.body else { return unknown };
        let summary = self.summary(Key {
            code: Code::Body(body),
            args: Vec::new(),
        });
        let mut returns = summary.outcomes.iter().filter(|o| o.exit == Exit::Return);
        let v = match (returns.next(), returns.next()) {
            (Some(o), None)
                if o.state.objs.is_empty() && o.state.tasks.is_empty() && !has_symbols(&o.ret) =>
            {
                o.ret.clone()
            }
            _ => unknown,
        };
        self.consts.borrow_mut().insert(id, v.clone());
        v
    }

    /// What a static holds before anybody has changed it on the path at hand: its initialiser's value at the start of
    /// the program, so nothing certain.
    pub(crate) fn static_value(&self, id: ConstId) -> Val {
        let ty = self.type_of(&self.program.const_ty(id));
        match ty {
            Type::Data => self.const_value(id),
            ty => Val::sym(Expr::Static(id), ty),
        }
    }

    /// Follows pointers, but leaves a lock call's result as it is.
    pub(crate) fn deref_all_but_guard(&self, s: &mut State, mut loc: Loc) -> Loc {
        for _ in 0..16 {
            if matches!(self.read(s, &loc), Val::Guard(_)) {
                return loc;
            }
            match self.step(s, &loc) {
                Some(next) if next != loc => loc = next,
                _ => return loc,
            }
        }
        loc
    }

    /// The type of a value, for analysing what it is passed to.
    pub(crate) fn value_type(&self, s: &State, v: &Val) -> Type {
        self.value_type_within(s, v, 6)
    }

    fn value_type_within(&self, s: &State, v: &Val, depth: u32) -> Type {
        if depth == 0 {
            return Type::Unknown;
        }
        let of = |v: &Val| self.value_type_within(s, v, depth - 1);
        match v {
            Val::Moved => Type::Unknown,
            Val::Sym(_, ty) | Val::Gone(_, ty) => (**ty).clone(),
            Val::Bool(_) => Type::Bool,
            Val::Obj(_, ty) | Val::Task(_, ty) | Val::TaskSet(_, ty) => Type::Handle(*ty),
            Val::Opts(o) => Type::Handle(o.ty),
            Val::Ref(loc) | Val::Guard(loc) => Type::Ref(Rc::new(of(&self.read(s, loc)))),
            Val::Shared(cell) => Type::Shared(Rc::new(
                s.cells.get(cell).map_or(Type::Unknown, |c| of(&c.val)),
            )),
            Val::Coll(c) => Type::Coll(Rc::new(
                c.elems.first().map_or(Type::Unknown, |(_, v)| of(v)),
            )),
            Val::Fun(f) => Type::Fun(Rc::new(FunType {
                code: f.code,
                captures: f.captures.iter().map(of).collect(),
            })),
            Val::Future(f) => match &**f {
                crate::domain::value::FutVal::Run(f) => Type::Future(Rc::new(FunType {
                    code: f.code,
                    captures: f.captures.iter().map(of).collect(),
                })),
                _ => Type::Unknown,
            },
            Val::Adt(a) => match (&a.ty, a.variant.as_deref()) {
                (Type::Unknown, Some("Some")) => {
                    Type::Option(Rc::new(a.fields.get("0").map_or(Type::Unknown, of)))
                }
                (Type::Unknown, Some("None")) => Type::Option(Rc::new(Type::Unknown)),
                (Type::Unknown, Some("Ok")) => Type::Result(
                    Rc::new(a.fields.get("0").map_or(Type::Unknown, of)),
                    Rc::new(Type::Unknown),
                ),
                (Type::Tuple(_), _) => Type::Tuple(a.fields.values().map(of).collect()),
                (ty, _) => ty.clone(),
            },
        }
    }
}

/// Whether a value has parts that mean something only in the state it came from.
fn has_symbols(v: &Val) -> bool {
    let mut found = false;
    v.walk(&mut |v| match v {
        Val::Sym(e, _) | Val::Gone(e, _) => {
            found |= e.any(&mut |e| matches!(e, Expr::Sym(_) | Expr::Arg(_) | Expr::Static(_)))
        }
        Val::Opts(o) => {
            let symbol = |e: &Option<Expr>| {
                e.as_ref().is_some_and(|e| {
                    e.any(&mut |e| matches!(e, Expr::Sym(_) | Expr::Arg(_) | Expr::Static(_)))
                })
            };
            found |= symbol(&o.identity) || symbol(&o.endpoint);
        }
        Val::Ref(_) | Val::Guard(_) | Val::Shared(_) | Val::Obj(..) | Val::Task(..) => found = true,
        _ => {}
    });
    found
}

/// What a run found.
#[derive(Default)]
pub(crate) struct Found {
    /// By the second and the first open.
    pub(crate) overlaps: BTreeMap<(Span, Span), Overlap>,
    /// Where connections open.
    pub(crate) opens: BTreeSet<Span>,
    /// Functions in which paths were given up.
    pub(crate) widened: BTreeSet<String>,
}

/// In how many parts the crates of a program are analysed, each on a thread of its own. Fixed, so that the findings do
/// not depend on the machine.
const PARTS: usize = 2;
/// Stack of a solver's thread, in bytes: calls are followed up to a fixed depth, and values nest.
const STACK: usize = 512 << 20;

/// Analyses a program.
pub(crate) fn solve(program: &Program, clients: &ClientSet) -> Found {
    let parts: Vec<Found> = std::thread::scope(|scope| {
        let run = |part: usize| Solver::new(program, clients).run(part);
        let threads: Vec<_> = (0..PARTS.min(program.crates.len()))
            .map(|part| {
                std::thread::Builder::new()
                    .stack_size(STACK)
                    .spawn_scoped(scope, move || run(part))
                    .map_err(|_| part)
            })
            .collect();
        threads
            .into_iter()
            .map(|thread| match thread {
                Ok(thread) => thread
                    .join()
                    .unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
                // No thread to be had: here, then, with the stack there is.
                Err(part) => run(part),
            })
            .collect()
    });
    let mut found = Found::default();
    for part in parts {
        for (key, overlap) in part.overlaps {
            check::keep(&mut found.overlaps, key, overlap);
        }
        found.opens.extend(part.opens);
        found.widened.extend(part.widened);
    }
    found
}

/// One analysis of one body.
pub(crate) struct Frame<'s, 'a> {
    pub(crate) solver: &'s Solver<'a>,
    pub(crate) body: BodyId,
    pub(crate) ctx: Ctx,
    pub(crate) key: Key,
    /// Blocks in loops that no iterator bounds.
    endless: BTreeSet<crate::ir::Block>,
    /// Where connections are closed, by where they were opened.
    closings: BTreeMap<crate::domain::state::Site, BTreeSet<(crate::ir::Block, Span)>>,
    /// The block in progress.
    block: crate::ir::Block,
    outcomes: Vec<Outcome>,
    seen: FxHashSet<Outcome>,
    overwrites: Vec<Overwrite>,
    widened: bool,
    /// What is left of [`BUDGET`].
    budget: u32,
}

impl<'s, 'a> Frame<'s, 'a> {
    fn new(solver: &'s Solver<'a>, body: BodyId, key: &Key) -> Self {
        Frame {
            solver,
            body,
            ctx: solver.program.body_ctx(body),
            key: key.clone(),
            closings: BTreeMap::new(),
            block: crate::ir::Block(0),
            endless: framework::unbounded_loops(&solver.program[body].body),
            outcomes: Vec::new(),
            seen: FxHashSet::default(),
            overwrites: Vec::new(),
            widened: false,
            budget: BUDGET,
        }
    }

    fn solve(mut self) -> Summary {
        let body = self.body().clone();
        let widened = framework::run(&mut self, &body);
        let outcomes = join::join_outcomes(self.solver, self.outcomes);
        Summary {
            outcomes,
            overwrites: self.overwrites,
            opaque: false,
            widened: widened || self.widened,
        }
    }

    /// Takes work from the budget; false if it is used up.
    pub(crate) fn spend(&mut self, work: u32) -> bool {
        match self.budget.checked_sub(work) {
            Some(left) => {
                self.budget = left;
                true
            }
            None => {
                self.widened = true;
                false
            }
        }
    }

    /// Whether the block in progress lies in a loop that no iterator bounds.
    pub(crate) fn in_endless_loop(&self) -> bool {
        self.endless.contains(&self.block)
    }

    /// The flow graph.
    pub(crate) fn body(&self) -> &'a Body {
        &self.solver.program[self.body].body
    }

    /// The body returns in this state.
    fn returned(&mut self, mut s: State) {
        let ret = s.locals.remove(&ir::RETURN).unwrap_or_else(Val::unit);
        s.locals.clear();
        self.outcome(Exit::Return, s, ret);
    }

    /// The body, a future, can be dropped in this state.
    pub(crate) fn cancelled(&mut self, s: &State) {
        if s.is_idle() {
            // As if it had never been polled.
            return;
        }
        let mut s = s.clone();
        s.locals.clear();
        self.outcome(Exit::Cancelled, s, Val::unit());
    }

    /// A connection has just opened in this state: callers want to know. `args` are values on their way into a call.
    pub(crate) fn opening(&mut self, s: &State, obj: ObjId) {
        let mut s = s.clone();
        let locals = std::mem::take(&mut s.locals);
        for (local, v) in locals {
            let holder = self.holder_of(local);
            s.in_call.push((v, Aside(holder)));
        }
        s.in_call.retain(|(v, _)| may_hold(v));
        self.outcome(Exit::Opening(obj), s, Val::unit());
    }

    /// How a local is shown as a holder.
    fn holder_of(&self, local: Local) -> Holder {
        let decl = self.local(local);
        let name = decl.and_then(|d| d.name.clone());
        let kind = if name.is_some() {
            HolderKind::Variable
        } else {
            HolderKind::Temporary
        };
        Holder {
            kind,
            name,
            span: decl.map(|d| d.span),
            until: decl.and_then(|d| d.scope_end),
            uses: decl.map_or(1, |d| d.uses),
        }
    }

    fn outcome(&mut self, exit: Exit, s: State, ret: Val) {
        // The return value and the connection in question take part in the numbering as a local and a held value.
        let mut s = s;
        s.locals.insert(ir::RETURN, ret);
        let marker = Local(u32::MAX);
        if let Exit::Opening(obj) = exit
            && let Some(o) = s.objs.get(&obj)
        {
            s.locals.insert(marker, Val::Obj(obj, o.ty));
        }
        let mut s = crate::domain::canon::canonical(&s, &|obj| self.solver.survives(obj));
        let ret = s.locals.remove(&ir::RETURN).unwrap_or_else(Val::unit);
        let exit = match (exit, s.locals.remove(&marker)) {
            (Exit::Opening(_), Some(Val::Obj(obj, _))) => Exit::Opening(obj),
            (Exit::Opening(_), _) => return,
            (exit, _) => exit,
        };
        s.locals.clear();
        let outcome = Outcome {
            exit,
            state: s,
            ret,
        };
        if self.seen.contains(&outcome) {
            return;
        }
        let same_exit = self
            .outcomes
            .iter()
            .filter(|o| std::mem::discriminant(&o.exit) == std::mem::discriminant(&outcome.exit));
        if same_exit.count() >= MAX_OUTCOMES {
            self.widened = true;
            return;
        }
        self.seen.insert(outcome.clone());
        self.outcomes.push(outcome);
    }

    /// How a slot is shown: as written, or, if it was reached through a guard or reference, by where it lies.
    pub(crate) fn slot_name(&self, place: &ir::Place, loc: &Loc) -> String {
        let temporary = match &place.root {
            PlaceRoot::Local(l) => self.local(*l).is_none_or(|d| d.name.is_none()),
            PlaceRoot::Item(_) => false,
        };
        if temporary {
            self.loc_name(loc).unwrap_or_else(|| "the slot".to_owned())
        } else {
            self.place_name(place)
        }
    }

    /// How a location is shown, if it has a name.
    pub(crate) fn loc_name(&self, loc: &Loc) -> Option<String> {
        use crate::domain::Root;
        let root = match &loc.root {
            Root::Local(l) => self.local(*l)?.name.clone()?,
            Root::Mem(e) => self.describe(e),
            Root::Static(id) => self.static_name(*id).0,
            Root::Cell(_) => return None,
        };
        let fields = loc
            .path
            .iter()
            .map(|p| p.rsplit('.').next().unwrap_or(p).to_owned());
        Some(
            std::iter::once(root)
                .chain(fields)
                .collect::<Vec<_>>()
                .join("."),
        )
    }

    /// How a place is written.
    pub(crate) fn place_name(&self, place: &ir::Place) -> String {
        let mut name = match &place.root {
            PlaceRoot::Local(l) => self
                .local(*l)
                .and_then(|d| d.name.clone())
                .unwrap_or_else(|| "the value".to_owned()),
            PlaceRoot::Item(path) => path.text(),
        };
        for proj in &place.proj {
            match proj {
                Proj::Field(f) | Proj::Variant(_, f) => {
                    name.push('.');
                    name.push_str(f);
                }
                Proj::Deref => name.insert(0, '*'),
                Proj::Elem(_) => name.push_str("[..]"),
            }
        }
        name
    }
}

/// Whether a value can hold a connection or a task.
fn may_hold(v: &Val) -> bool {
    let mut found = false;
    v.walk(&mut |v| {
        found |= match v {
            Val::Obj(..) | Val::Task(..) | Val::TaskSet(..) | Val::Shared(_) => true,
            Val::Sym(e, ty) => {
                e.is_input() && !matches!(&**ty, Type::Bool | Type::Data | Type::Ref(_))
            }
            _ => false,
        }
    });
    found
}

impl HoldContext for Frame<'_, '_> {
    fn role(&self, ty: TypeId) -> Role {
        self.solver.type_model(ty).role
    }

    fn drop_effect(&self, ty: TypeId) -> DropEffect {
        self.solver.type_model(ty).drop
    }

    fn local(&self, local: Local) -> Option<&LocalDecl> {
        self.body().locals.get(local.0 as usize)
    }

    fn describe(&self, expr: &Expr) -> String {
        match expr {
            Expr::Arg(n) => {
                let body = self.body();
                let locals = body
                    .captures
                    .iter()
                    .map(|c| c.local)
                    .chain(body.params.iter().copied());
                let local = locals.clone().nth(*n as usize);
                local
                    .and_then(|l| body.locals.get(l.0 as usize))
                    .and_then(|d| d.name.clone())
                    .unwrap_or_else(|| "the argument".to_owned())
            }
            Expr::Field(base, name) => {
                let base = self.describe(base);
                let field = name.rsplit_once('.').map_or(&**name, |(_, f)| f);
                if &**name == "*" || name.contains('.') {
                    base
                } else {
                    format!("{base}.{field}")
                }
            }
            _ => "the value".to_owned(),
        }
    }

    fn static_name(&self, id: ConstId) -> (String, Span) {
        let def = &self.solver.program[id];
        (def.name.clone(), def.name_span)
    }
}
