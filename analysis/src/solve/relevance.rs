//! Which functions can matter: those that reach a call of a modelled client (paths as resolved, methods by name). The others are not analysed on
//! their own, and a call of one is followed only if it could change a slot or give an identity.

use std::cell::RefCell;
use std::collections::BTreeSet;

use double_connect_clients::model::Role;
use double_connect_clients::{ClientSet, ModelId};
use rustc_hash::{FxHashMap, FxHashSet};

use super::Solver;
use crate::domain::{State, Type, Val};
use crate::ir::{Callee, Operand, Rvalue, Stmt};
use crate::names::{AdtId, AdtKind, BodyId, CrateId, FnId, Program, RTy, Res};

/// A body with at most this many blocks is followed for its result alone (it may be an identity); a larger one is not.
const SMALL: usize = 10;

/// What is known before anything is solved.
pub(crate) struct Relevance {
    functions: FxHashSet<FnId>,
    named: FxHashSet<FnId>,
    /// Functions that are named other than to call them.
    values: FxHashSet<FnId>,
    adts: RefCell<FxHashMap<AdtId, bool>>,
}

impl Relevance {
    /// Looks at all bodies of a program. `model_of` gives a crate's model.
    pub(crate) fn of(
        program: &Program,
        clients: &ClientSet,
        models: &[Option<ModelId>],
    ) -> Relevance {
        let methods = modelled_methods(clients);
        let mut uses: Vec<Uses<'_>> = Vec::with_capacity(program.fns.len());
        for f in &program.fns {
            let mut out = Uses::default();
            if let Some(body) = f.body {
                out.collect(program, clients, models, body);
            }
            uses.push(out);
        }
        let mut by_path: FxHashMap<FnId, Vec<FnId>> = FxHashMap::default();
        let mut by_method: FxHashMap<&str, Vec<FnId>> = FxHashMap::default();
        let mut functions = FxHashSet::default();
        let mut work = Vec::new();
        // A client's methods are called in crates that name the client; handles that get further come in as arguments,
        // and functions that take them are followed in any case.
        let mut naming: BTreeSet<CrateId> = BTreeSet::new();
        let mut sees: BTreeSet<(CrateId, CrateId)> = BTreeSet::new();
        for (f, uses) in program.fns.iter().zip(&uses) {
            if uses.modelled {
                naming.insert(f.krate);
            }
            sees.extend(
                uses.fns
                    .iter()
                    .map(|callee| (f.krate, program[*callee].krate)),
            );
        }
        for (i, uses) in uses.iter().enumerate() {
            let id = FnId(i as u32);
            let direct = uses.modelled
                || naming.contains(&program[id].krate)
                    && uses.methods.iter().any(|m| methods.contains(m))
                    && takes_anything(program, id);
            if direct && functions.insert(id) {
                work.push(id);
            }
            for callee in &uses.fns {
                by_path.entry(*callee).or_default().push(id);
            }
            for name in uses.methods.iter().chain(&uses.trait_fns) {
                by_method.entry(name).or_default().push(id);
            }
        }
        while let Some(id) = work.pop() {
            let def = &program[id];
            let callers = by_path.get(&id).into_iter().flatten();
            let named = def.ir.has_self || !matches!(def.owner, crate::names::FnOwner::Free);
            let named = named.then(|| by_method.get(def.ir.name.as_str())).flatten();
            let seen = |caller: &&FnId| {
                let from = program[**caller].krate;
                from == def.krate || sees.contains(&(from, def.krate))
            };
            for caller in callers.chain(named.into_iter().flatten().filter(seen)) {
                if functions.insert(*caller) {
                    work.push(*caller);
                }
            }
        }
        let named = |id: &FnId| {
            let def = &program[*id];
            let by_name = by_method.get(def.ir.name.as_str());
            by_path.contains_key(id) || def.ir.has_self && by_name.is_some()
        };
        let values = uses.iter().flat_map(|u| &u.values).copied().collect();
        Relevance {
            named: functions.iter().copied().filter(named).collect(),
            functions,
            values,
            adts: RefCell::default(),
        }
    }

    /// Whether any code names a function that matters: calls it, as far as its name says, or passes it on.
    pub(crate) fn is_named(&self, id: FnId) -> bool {
        self.named.contains(&id)
    }

    /// Whether a function reaches a modelled call.
    pub(crate) fn matters(&self, id: FnId) -> bool {
        self.functions.contains(&id)
    }

    /// Whether a function is somewhere named as a value.
    pub(crate) fn is_value(&self, id: FnId) -> bool {
        self.values.contains(&id)
    }
}

/// The names of all modelled methods that open, make or close something.
fn modelled_methods(clients: &ClientSet) -> FxHashSet<&str> {
    let mut out = FxHashSet::default();
    for model in clients.models() {
        let file = &model.file;
        let calls = file
            .open
            .iter()
            .flat_map(|o| &o.call)
            .chain(file.close.iter().flat_map(|c| &c.call));
        let calls = calls.chain(file.create.iter().flat_map(|c| &c.call));
        out.extend(
            calls
                .map(|c| c.rsplit("::").next().unwrap_or(c))
                .filter(|name| *name != "new"),
        );
    }
    out
}

/// Whether anything but plain data comes into a function, so that a method of it could be a client's.
fn takes_anything(program: &Program, id: FnId) -> bool {
    fn plain(ty: &RTy) -> bool {
        match ty {
            RTy::Prim(_) | RTy::Never => true,
            RTy::Ref { inner, .. } | RTy::Array(inner) | RTy::Slice(inner) => plain(inner),
            RTy::Tuple(parts) => parts.iter().all(plain),
            _ => false,
        }
    }
    (0..program[id].ir.params.len()).any(|i| !plain(&program.fn_param_ty(id, i)))
}

/// What the bodies of a function call or name.
#[derive(Default)]
struct Uses<'p> {
    /// A call or type of a modelled client crate.
    modelled: bool,
    /// Functions by path.
    fns: BTreeSet<FnId>,
    /// Functions as values.
    values: BTreeSet<FnId>,
    /// Methods by name.
    methods: BTreeSet<&'p str>,
    /// Trait functions called by path, by name.
    trait_fns: BTreeSet<&'p str>,
}

impl<'p> Uses<'p> {
    fn collect(
        &mut self,
        program: &'p Program,
        clients: &ClientSet,
        models: &[Option<ModelId>],
        id: BodyId,
    ) {
        let def = &program[id];
        let ctx = program.body_ctx(id);
        let path =
            |path: &'p crate::ir::Path, this: &mut Self| match program.resolve_value(&ctx, path) {
                Res::Fn(f) => {
                    this.fns.insert(f);
                }
                Res::TraitFn(..) => {
                    this.trait_fns.insert(path.last());
                }
                Res::External { krate, .. } => {
                    let model = models.get(krate.index()).copied().flatten();
                    this.modelled |= model.is_some_and(|m| !clients.model(m).file.open.is_empty());
                }
                _ => {}
            };
        let named = |op: &'p Operand, this: &mut Self| {
            let Operand::Item(p) = op else { return };
            path(p, this);
            if let Res::Fn(f) = program.resolve_value(&ctx, p) {
                this.values.insert(f);
            }
        };
        for block in &def.body.blocks {
            for stmt in &block.stmts {
                let Stmt::Assign { value, .. } = stmt else {
                    continue;
                };
                match value {
                    Rvalue::Call(call) => {
                        match &call.callee {
                            Callee::Path(p) => path(p, self),
                            Callee::Method { name, .. } => {
                                self.methods.insert(name);
                            }
                            Callee::Value(_) => {}
                        }
                        for arg in &call.args {
                            named(arg, self);
                        }
                    }
                    Rvalue::Use(op) => named(op, self),
                    Rvalue::Aggregate { fields, .. } => {
                        for (_, op) in fields {
                            named(op, self);
                        }
                    }
                    _ => {}
                }
            }
        }
        for child in &def.children {
            self.collect(program, clients, models, *child);
        }
    }
}

impl Solver<'_> {
    /// Whether a call of a function need not be followed: it reaches no modelled call, takes nothing that could be or
    /// hold a connection (other than to look at it), and is too large to be a source of identities.
    pub(crate) fn can_skip(&self, s: &State, id: FnId, args: &[Val]) -> bool {
        if self.relevance.matters(id) {
            return false;
        }
        let def = &self.program[id];
        let Some(body) = def.body else { return false };
        if self.program[body].body.blocks.len() <= SMALL
            || self.may_hold(&self.type_of(&self.program.fn_ret_ty(id)))
        {
            return false;
        }
        !args.iter().enumerate().any(|(i, v)| {
            let looked_at = matches!(
                self.program.fn_param_ty(id, i),
                RTy::Ref { mutable: false, .. }
            );
            !looked_at && self.may_hold(&self.value_type(s, v))
        })
    }

    /// Whether a value of the type can hold (part of) a connection or a task, as far as the type says.
    pub(crate) fn may_hold(&self, ty: &Type) -> bool {
        match ty {
            Type::Handle(id) => self.type_model(*id).role != Role::Plain,
            Type::Fun(_) | Type::Future(_) => true,
            Type::Ref(t) | Type::Option(t) | Type::Shared(t) | Type::Wrap(_, t) => self.may_hold(t),
            Type::Coll(ty) => self.may_hold(&ty.elem),
            Type::Result(t, e) => self.may_hold(t) || self.may_hold(e),
            Type::Tuple(ts) => ts.iter().any(|t| self.may_hold(t)),
            Type::Adt(ty) => self.adt_may_hold(ty.id),
            Type::Unknown
            | Type::Bool
            | Type::Data
            | Type::Entry
            | Type::Iter(..)
            | Type::Other(_) => false,
        }
    }

    fn adt_may_hold(&self, id: AdtId) -> bool {
        if let Some(known) = self.relevance.adts.borrow().get(&id) {
            return *known;
        }
        // A recursive type holds what its other parts hold.
        self.relevance.adts.borrow_mut().insert(id, false);
        let def = &self.program[id];
        let args = vec![RTy::Unknown; def.generics.len()];
        let field = |variant: Option<u32>, name: &str| {
            let ty = self.program.field_ty(id, variant, name, &args);
            ty.is_open() || self.may_hold(&self.type_of(&ty))
        };
        let holds = match &def.kind {
            AdtKind::Struct { fields, .. } => fields.iter().any(|f| field(None, &f.name)),
            AdtKind::Enum { variants } => variants
                .iter()
                .enumerate()
                .any(|(i, v)| v.fields.iter().any(|f| field(Some(i as u32), &f.name))),
        };
        self.relevance.adts.borrow_mut().insert(id, holds);
        holds
    }
}
