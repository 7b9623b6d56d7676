//! Who calls whom, before anything is solved.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::uses::Uses;
use crate::names::{CrateId, FnId, Program, TraitId};

/// Who calls whom, as far as it is known before anything is solved.
#[derive(Default)]
pub(super) struct Callers<'p> {
    /// By path, or by a method of a type that is known.
    certain: FxHashMap<FnId, Vec<FnId>>,
    /// By the name of a method, and by how many arguments the call has with the receiver.
    by_method: FxHashMap<&'p str, FxHashMap<usize, Vec<FnId>>>,
}

/// What a function can call, as far as it is certain.
pub(super) fn callees(program: &Program, uses: &Uses<'_>) -> Vec<FnId> {
    let of_traits = uses.trait_fns.iter();
    let of_traits = of_traits.flat_map(|(tr, name)| of_trait(program, *tr, name));
    uses.fns.iter().copied().chain(of_traits).collect()
}

impl<'p> Callers<'p> {
    /// Adds what a function calls.
    pub(super) fn add(&mut self, id: FnId, callees: &[FnId], uses: &Uses<'p>) {
        for callee in callees {
            self.certain.entry(*callee).or_default().push(id);
        }
        for (name, args) in &uses.unknown {
            let by_args = self.by_method.entry(name).or_default();
            by_args.entry(*args).or_default().push(id);
        }
    }

    fn by_name(&self, program: &Program, id: FnId) -> &[FnId] {
        let ir = &program[id].ir;
        let found = self.by_method.get(ir.name.as_str());
        let found = found.and_then(|by_args| by_args.get(&ir.params.len()));
        found.filter(|_| ir.has_self).map_or(&[], Vec::as_slice)
    }

    /// The functions that can call this one; `sees`: which crates name functions of which.
    pub(super) fn of_fn<'s>(
        &'s self,
        program: &'s Program,
        id: FnId,
        sees: &'s BTreeSet<(CrateId, CrateId)>,
    ) -> impl Iterator<Item = FnId> + 's {
        let to = program[id].krate;
        let seen = move |caller: &&FnId| {
            let from = program[**caller].krate;
            from == to || sees.contains(&(from, to))
        };
        let certain = self.certain.get(&id).into_iter().flatten();
        let by_name = self.by_name(program, id).iter().filter(seen);
        certain.chain(by_name).copied()
    }

    pub(super) fn is_named(&self, program: &Program, id: FnId) -> bool {
        self.certain.contains_key(&id) || !self.by_name(program, id).is_empty()
    }
}

/// The functions of a trait's impls, and the trait's own, with this name.
fn of_trait<'p>(
    program: &'p Program,
    tr: TraitId,
    name: &'p str,
) -> impl Iterator<Item = FnId> + 'p {
    let impls = program.implementors(tr).into_iter();
    let fns = impls.flat_map(|id| program[id].fns.iter().copied());
    fns.chain(program[tr].fns.iter().copied())
        .filter(move |id| program[*id].ir.name == name)
}
