//! Which functions can matter: those that reach a call of a modelled client, by name. The others are not analysed on
//! their own, and a call of one is followed only if it could change a slot or give an identity.

use std::cell::RefCell;
use std::collections::BTreeSet;

use double_connect_clients::ClientSet;
use double_connect_clients::model::Role;
use rustc_hash::{FxHashMap, FxHashSet};

use super::Solver;
use crate::domain::Type;
use crate::ir::{Callee, Operand, Rvalue, Stmt};
use crate::names::{AdtId, AdtKind, BodyId, FnId, Program, RTy};

/// A body with at most this many blocks is followed for its result alone (it may be an identity); a larger one is not.
const SMALL: usize = 24;

/// What is known before anything is solved.
pub(crate) struct Relevance {
    functions: FxHashSet<FnId>,
    adts: RefCell<FxHashMap<AdtId, bool>>,
}

impl Relevance {
    /// Looks at all bodies of a program.
    pub(crate) fn of(program: &Program, clients: &ClientSet) -> Relevance {
        let modelled = modelled_names(clients);
        let names: Vec<BTreeSet<&str>> = program
            .fns
            .iter()
            .map(|f| {
                let mut out = BTreeSet::new();
                if let Some(body) = f.body {
                    called(program, body, &mut out);
                }
                out
            })
            .collect();
        let mut callers: FxHashMap<&str, Vec<FnId>> = FxHashMap::default();
        let mut functions = FxHashSet::default();
        let mut work = Vec::new();
        for (i, called) in names.iter().enumerate() {
            let id = FnId(i as u32);
            if called.iter().any(|n| modelled.contains(*n)) && functions.insert(id) {
                work.push(id);
            }
            for name in called {
                callers.entry(name).or_default().push(id);
            }
        }
        while let Some(id) = work.pop() {
            for caller in callers.get(program[id].ir.name.as_str()).into_iter().flatten() {
                if functions.insert(*caller) {
                    work.push(*caller);
                }
            }
        }
        Relevance { functions, adts: RefCell::default() }
    }

    /// Whether a function reaches a modelled call.
    pub(crate) fn matters(&self, id: FnId) -> bool {
        self.functions.contains(&id)
    }
}

/// The last names of all modelled calls that open, make or close something.
fn modelled_names(clients: &ClientSet) -> FxHashSet<&str> {
    let mut out = FxHashSet::default();
    for model in clients.models() {
        let file = &model.file;
        let calls = file.open.iter().flat_map(|o| &o.call);
        let calls = calls.chain(file.create.iter().flat_map(|c| &c.call));
        out.extend(calls.map(|c| c.rsplit("::").next().unwrap_or(c)));
    }
    out
}

/// The last names of everything that a body and the bodies in it call or name as a function.
fn called<'p>(program: &'p Program, id: BodyId, out: &mut BTreeSet<&'p str>) {
    let def = &program[id];
    for block in &def.body.blocks {
        for stmt in &block.stmts {
            let Stmt::Assign { value, .. } = stmt else { continue };
            match value {
                Rvalue::Call(call) => {
                    match &call.callee {
                        Callee::Path(path) => out.extend(path.segments.last().map(|s| s.name.as_str())),
                        Callee::Method { name, .. } => {
                            out.insert(name);
                        }
                        Callee::Value(_) => {}
                    };
                    for arg in &call.args {
                        if let Operand::Item(path) = arg {
                            out.extend(path.segments.last().map(|s| s.name.as_str()));
                        }
                    }
                }
                Rvalue::Use(Operand::Item(path)) => out.extend(path.segments.last().map(|s| s.name.as_str())),
                _ => {}
            }
        }
    }
    for child in &def.children {
        called(program, *child, out);
    }
}

impl Solver<'_> {
    /// Whether a call of a function need not be followed: it reaches no modelled call, takes nothing that can hold a
    /// connection, changes nothing of its caller's and is too large to be a source of identities.
    pub(crate) fn can_skip(&self, id: FnId) -> bool {
        if self.relevance.matters(id) {
            return false;
        }
        let def = &self.program[id];
        let changes = (0..def.ir.params.len()).any(|i| {
            let ty = self.program.fn_param_ty(id, i);
            matches!(ty, RTy::Ref { mutable: true, .. }) || self.may_hold(&self.type_of(&ty)) || ty.is_open()
        });
        if changes || self.may_hold(&self.type_of(&self.program.fn_ret_ty(id))) {
            return false;
        }
        def.body.is_some_and(|b| self.program[b].body.blocks.len() > SMALL)
    }

    /// Whether a value of the type can hold (part of) a connection or a task, as far as the type says.
    pub(crate) fn may_hold(&self, ty: &Type) -> bool {
        match ty {
            Type::Handle(id) => self.type_model(*id).role != Role::Plain,
            Type::Fun(_) | Type::Future(_) => true,
            Type::Ref(t) | Type::Option(t) | Type::Coll(t) | Type::Shared(t) => self.may_hold(t),
            Type::Result(t, e) => self.may_hold(t) || self.may_hold(e),
            Type::Tuple(ts) => ts.iter().any(|t| self.may_hold(t)),
            Type::Adt(id, _) => self.adt_may_hold(*id),
            Type::Unknown | Type::Bool | Type::Data | Type::Other(_) => false,
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
