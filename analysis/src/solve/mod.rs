//! The solver: from flow graphs to facts.
//!
//! Every piece of code (function, closure, async block) is analysed once for each list of argument types, from
//! symbolic arguments, and gives a [`Summary`]. A call applies the callee's summary to the caller's state ([`apply`]).
//! Summaries are made on demand; recursion is iterated to a fixed point. Findings are made in the innermost function
//! in which both connections are known ([`check`]).

mod again;
mod alias;
mod apply;
mod asked;
mod beside;
mod blend;
mod body;
mod branch;
mod call;
mod channel;
mod check;
mod client;
mod construct;
mod consts;
mod drops;
mod fits;
mod frame;
mod framework;
mod future;
mod iterate;
mod join;
mod key;
mod memo;
mod memory;
mod method;
mod naming;
mod once;
mod order;
mod outcomes;
mod place;
mod plan;
mod programs;
mod reach;
mod receivers;
mod relevance;
mod run;
mod signal;
mod skeleton;
mod stdlib;
mod subst;
mod summary;
mod task;
mod task_call;
mod task_set;
mod tells;
mod types_of;
mod unjoined;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use double_connect_clients::model::{DropEffect, Role};
use double_connect_clients::{ClientSet, ModelId, TypeId};
use rustc_hash::FxHashMap;

use crate::domain::types::Code;
use crate::domain::{Obj, Type, Val};
use crate::facts::OpenSite;
use crate::names::{BodyId, BodyOwner, ConstId, ExternCrate, ExternId, FnId, Program};
use crate::source::Span;

pub(crate) use check::{Findings, keep};
pub(crate) use frame::Frame;
pub(crate) use programs::{Opened, between_programs};
use summary::Key;

/// What is shared by all analyses of a program.
pub(crate) struct Solver<'a> {
    pub(crate) program: &'a Program,
    pub(crate) clients: &'a ClientSet,
    models: Vec<Option<ModelId>>,
    memo: memo::Memo,
    plans: RefCell<FxHashMap<BodyId, Rc<plan::Plan>>>,
    consts: RefCell<FxHashMap<ConstId, Val>>,
    relevance: relevance::Relevance,
    /// What the analyses found, each by its key.
    frames: RefCell<FxHashMap<Key, reach::Sight>>,
    /// The analyses of initialisers.
    const_keys: RefCell<Vec<Key>>,
    opens: RefCell<BTreeSet<Span>>,
    retries: RefCell<BTreeMap<Span, OpenSite>>,
    widened: RefCell<BTreeSet<String>>,
}

impl<'a> Solver<'a> {
    /// A solver for a program; `models` and `relevant` are what [`models`] and [`relevance::Found::of`] say of it.
    fn new(
        program: &'a Program,
        clients: &'a ClientSet,
        models: Vec<Option<ModelId>>,
        relevant: Arc<relevance::Found>,
    ) -> Self {
        Solver {
            program,
            clients,
            relevance: relevant.into(),
            models,
            memo: memo::Memo::default(),
            plans: RefCell::default(),
            consts: RefCell::default(),
            frames: RefCell::default(),
            const_keys: RefCell::default(),
            opens: RefCell::default(),
            retries: RefCell::default(),
            widened: RefCell::default(),
        }
    }

    /// Analyses every function of one part of the crates as if anybody could call it, and gives what was found.
    fn run(self, part: usize) -> Found {
        let (mut again, mut programs) = (Vec::new(), Vec::new());
        let ids = (0..self.program.fns.len()).map(|index| FnId(index as u32));
        let fns: Vec<FnId> = ids
            .filter(|id| {
                let def = &self.program[*id];
                def.krate.index() % PARTS == part
                    && def.body.is_some()
                    && self.relevance.matters(*id)
            })
            .collect();
        for id in &fns {
            let key = self.declared_key(*id);
            let summary = self.summary(key.clone());
            let found = self.again(*id, &key, &summary);
            if !found.is_empty() {
                again.push((*id, found));
            }
            programs.extend(self.opened_by_program(*id));
        }
        Found {
            overlaps: self.standing(&fns),
            called: self.called(),
            opens: self.opens.into_inner(),
            retries: self.retries.into_inner(),
            widened: self.widened.into_inner(),
            again,
            programs,
        }
    }

    /// The analysis of a function that anybody could call.
    pub(crate) fn declared_key(&self, id: FnId) -> Key {
        Key {
            code: Code::Fn(id),
            args: self.declared_args(id),
            generics: Vec::new(),
            aliases: Vec::new(),
            told: Vec::new(),
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

    /// What the graph of a body tells.
    fn plan(&self, id: BodyId) -> Rc<plan::Plan> {
        let mut plans = self.plans.borrow_mut();
        let plan = plans
            .entry(id)
            .or_insert_with(|| Rc::new(plan::Plan::of(&self.program[id].body)));
        plan.clone()
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

    /// The type model of a handle's type.
    pub(crate) fn type_model(&self, ty: TypeId) -> &double_connect_clients::model::TypeModel {
        self.clients.model(ty.model).ty(ty.index)
    }

    /// The path by which the model of a handle's type calls a method of it, `Type::method`.
    pub(crate) fn method_path(&self, ty: TypeId, name: &str) -> String {
        let paths = &self.type_model(ty).paths;
        format!("{}::{name}", paths.first().map_or("", |p| p))
    }

    /// A connect has been tried again at once.
    pub(crate) fn retry(&self, site: OpenSite) {
        keep_nearest(&mut self.retries.borrow_mut(), site);
    }

    /// Whether a connection lives on with nobody holding it.
    pub(crate) fn survives(&self, obj: &Obj) -> bool {
        let ty = self.type_model(obj.ty);
        ty.role == Role::Owner && ty.drop == DropEffect::Nothing || !obj.kept.is_empty()
    }
}

/// What a run found.
#[derive(Default)]
pub(crate) struct Found {
    /// By the second and the first open.
    pub(crate) overlaps: check::Findings,
    /// Where connections open.
    pub(crate) opens: BTreeSet<Span>,
    /// Connects that are tried again at once, by place.
    pub(crate) retries: BTreeMap<Span, OpenSite>,
    /// Functions in which paths were given up.
    pub(crate) widened: BTreeSet<String>,
    /// Functions that the code itself calls.
    called: BTreeSet<FnId>,
    /// What would be found if functions were called in an order that the code does not show.
    again: Vec<(FnId, check::Findings)>,
    /// What programs open.
    pub(crate) programs: Vec<Opened>,
}

/// Keeps of each place the shortest way to it.
fn keep_nearest(known: &mut BTreeMap<Span, OpenSite>, site: OpenSite) {
    let order = |s: &OpenSite| (s.chain.len(), s.clone());
    match known.get_mut(&site.span) {
        Some(known) if order(known) <= order(&site) => {}
        Some(known) => *known = site,
        None => {
            known.insert(site.span, site);
        }
    }
}

/// In how many parts the crates of a program are analysed, each on a thread of its own. Fixed, so that the findings do
/// not depend on the machine.
const PARTS: usize = 2;

/// Stack of a solver's thread, in bytes: calls are followed up to a fixed depth, and values nest.
const STACK: usize = 512 << 20;

/// The models of a program's crates from outside.
fn models(program: &Program, clients: &ClientSet) -> Vec<Option<ModelId>> {
    let model = |krate: &ExternCrate| match (krate.is_std, krate.package.is_empty()) {
        (true, _) => clients.for_dependency("std", None),
        (_, false) => clients.for_dependency(&krate.package, krate.version.as_deref()),
        (_, true) => clients.for_import(&krate.import).first().copied(),
    };
    program.externs.iter().map(model).collect()
}

/// Analyses a program.
pub(crate) fn solve(program: &Program, clients: &ClientSet) -> Found {
    let models = models(program, clients);
    let relevant = Arc::new(relevance::Found::of(program, clients, &models));
    let parts: Vec<Found> = std::thread::scope(|scope| {
        let run =
            |part: usize| Solver::new(program, clients, models.clone(), relevant.clone()).run(part);
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
        for site in part.retries.into_values() {
            keep_nearest(&mut found.retries, site);
        }
        found.widened.extend(part.widened);
        found.called.extend(part.called);
        found.again.extend(part.again);
        found.programs.extend(part.programs);
    }
    // What the code does call is looked at where it calls it, in the order in which it does.
    for (id, overlaps) in std::mem::take(&mut found.again) {
        if !found.called.contains(&id) {
            for (key, overlap) in overlaps {
                check::keep(&mut found.overlaps, key, overlap);
            }
        }
    }
    found
}
