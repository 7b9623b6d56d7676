//! The functions that can matter.
//!
//! A body that has not been read is read here only if it contains the word by which it would have to name something that
//! matters. So what is found does not depend on which bodies were read before.

use std::collections::BTreeSet;

use double_connect_clients::{ClientSet, ModelId};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::callers::{Callers, callees};
use super::live::Live;
use super::unread::Bodies;
use super::uses::Uses;
use crate::names::{CrateId, FnId, Program, RTy};
use crate::solve::receivers::Types;

/// What was found of functions.
#[derive(Default)]
pub(crate) struct Found {
    functions: FxHashSet<FnId>,
    named: FxHashSet<FnId>,
    /// Functions that are named other than to call them.
    values: FxHashSet<FnId>,
}

impl Found {
    /// Looks at all bodies of a program in which something can be that matters. `models` gives each crate's model.
    pub(crate) fn of(program: &Program, clients: &ClientSet, models: &[Option<ModelId>]) -> Found {
        let types = Types::new(program, clients, models);
        let named = program.named_crates();
        let mut known: FxHashMap<CrateId, BTreeSet<ModelId>> = FxHashMap::default();
        for (krate, client) in &named.externs {
            known
                .entry(*krate)
                .or_default()
                .extend(types.client_of(*client));
        }
        let all: BTreeSet<ModelId> = known.values().flatten().copied().collect();
        let globs = named.globs.iter();
        let globs = globs.filter_map(|krate| types.client_of(*krate));
        let of_all = || all.iter().map(|id| (*id, clients.model(*id)));
        let live = Live::of(program, of_all(), &globs.collect());
        let mut search = Search {
            program,
            types: &types,
            sees: seen(program, &named.crates),
            methods: methods(clients, &known, &live),
            callers: Callers::default(),
            by_method: FxHashMap::default(),
            functions: FxHashSet::default(),
            values: FxHashSet::default(),
        };
        let mut bodies = Bodies::of(program);
        let mut batch = bodies.read();
        batch.extend(bodies.naming_clients(of_all(), &live));
        while !batch.is_empty() {
            let new = search.add(&batch);
            batch = new.into_iter().flat_map(|id| bodies.naming(id)).collect();
            batch.sort_unstable();
        }
        let Search {
            functions,
            callers,
            values,
            ..
        } = search;
        Found {
            named: functions
                .iter()
                .copied()
                .filter(|id| callers.is_named(program, *id))
                .collect(),
            functions,
            values,
        }
    }

    pub(super) fn is_named(&self, id: FnId) -> bool {
        self.named.contains(&id)
    }

    pub(super) fn matters(&self, id: FnId) -> bool {
        self.functions.contains(&id)
    }

    pub(super) fn is_value(&self, id: FnId) -> bool {
        self.values.contains(&id)
    }
}

/// Which crates can have to do with which: those that they name, those that these name, and so on.
fn seen(program: &Program, named: &BTreeSet<(CrateId, CrateId)>) -> BTreeSet<(CrateId, CrateId)> {
    let mut seen = BTreeSet::new();
    for index in 0..program.crates.len() {
        let from = CrateId(index as u32);
        let mut work = vec![from];
        while let Some(krate) = work.pop() {
            let next = named.range((krate, CrateId(0))..=(krate, CrateId(u32::MAX)));
            for (_, to) in next {
                if seen.insert((from, *to)) {
                    work.push(*to);
                }
            }
        }
    }
    seen
}

/// The methods that each crate can mean as a client's where the receiver's type is not known: a client's methods are called
/// in crates that name the client; handles that get further come in as arguments, and functions that take them are
/// followed in any case.
fn methods<'c>(
    clients: &'c ClientSet,
    known: &FxHashMap<CrateId, BTreeSet<ModelId>>,
    live: &Live,
) -> Methods<'c> {
    let of_model = |id: &ModelId| {
        let model = clients.model(*id);
        let methods: Vec<&str> = live.methods(*id, model).collect();
        methods
    };
    let models: BTreeSet<ModelId> = known.values().flatten().copied().collect();
    Methods {
        by_model: models
            .iter()
            .flat_map(|model| of_model(model).into_iter().map(|name| (*model, name)))
            .collect(),
        by_crate: known
            .iter()
            .map(|(krate, models)| (*krate, models.iter().flat_map(of_model).collect()))
            .collect(),
    }
}

/// The names of methods that open, make or close something.
struct Methods<'c> {
    by_model: FxHashSet<(ModelId, &'c str)>,
    by_crate: FxHashMap<CrateId, FxHashSet<&'c str>>,
}

/// What is known while the functions are looked for.
struct Search<'p, 't> {
    program: &'p Program,
    types: &'t Types<'p>,
    sees: BTreeSet<(CrateId, CrateId)>,
    methods: Methods<'t>,
    callers: Callers<'p>,
    /// The methods that matter, by name and number of arguments.
    by_method: FxHashMap<(&'p str, usize), Vec<FnId>>,
    functions: FxHashSet<FnId>,
    values: FxHashSet<FnId>,
}

impl<'p> Search<'p, '_> {
    /// Looks at functions, and gives all that are now known to matter and were not before.
    fn add(&mut self, batch: &[FnId]) -> Vec<FnId> {
        let (program, types) = (self.program, self.types);
        let all: Vec<(Uses<'p>, Vec<FnId>)> = batch
            .par_iter()
            .map(|id| {
                let mut uses = Uses::default();
                if let Some(body) = program[*id].body {
                    uses.collect(types, body, &[]);
                }
                let callees = callees(program, &uses);
                (uses, callees)
            })
            .collect();
        let mut work = Vec::new();
        for (id, (uses, callees)) in batch.iter().zip(all) {
            self.callers.add(*id, &callees, &uses);
            self.values.extend(&uses.values);
            if self.is_direct(*id, &uses) || self.calls_any(*id, &callees, &uses) {
                work.push(*id);
            }
        }
        let mut new = Vec::new();
        while let Some(id) = work.pop() {
            if !self.functions.insert(id) {
                continue;
            }
            new.push(id);
            let ir = &program[id].ir;
            if ir.has_self {
                let key = (ir.name.as_str(), ir.params.len());
                self.by_method.entry(key).or_default().push(id);
            }
            work.extend(self.callers.of_fn(program, id, &self.sees));
        }
        new
    }

    /// Whether a function calls a client.
    fn is_direct(&self, id: FnId, uses: &Uses<'_>) -> bool {
        let could = |name: &str| {
            let known = self.methods.by_crate.get(&self.program[id].krate);
            known.is_some_and(|methods| methods.contains(name))
        };
        let of_clients = &self.methods.by_model;
        uses.modelled
            || uses.of_clients.iter().any(|call| of_clients.contains(call))
            || uses.unknown.iter().any(|(name, _)| could(name)) && takes_anything(self.program, id)
    }

    /// Whether a function calls one that is known to matter.
    fn calls_any(&self, id: FnId, callees: &[FnId], uses: &Uses<'_>) -> bool {
        let from = self.program[id].krate;
        let seen = |to: &FnId| {
            let to = self.program[*to].krate;
            from == to || self.sees.contains(&(from, to))
        };
        let by_name = |call: &(&str, usize)| {
            let methods = self.by_method.get(call);
            methods.is_some_and(|methods| methods.iter().any(seen))
        };
        callees.iter().any(|callee| self.functions.contains(callee))
            || uses.unknown.iter().any(by_name)
    }
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
