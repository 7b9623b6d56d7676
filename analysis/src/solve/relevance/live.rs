//! Which types of a client's model a program can have values of, by the words in it.
//!
//! A method that opens something often has a common name (`iter`), and any method of that name could be it. But nobody has
//! a value of a client's type who neither names the type nor gets it from one that can be had.

use std::collections::BTreeMap;

use double_connect_clients::model::ModelFile;
use double_connect_clients::{Model, ModelId};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::lower::word;
use crate::names::Program;

/// The types that can be had, of each model: indexes.
pub(super) struct Live {
    types: FxHashMap<ModelId, FxHashSet<u32>>,
}

impl Live {
    /// Of these models; `globs`: those of which everything is imported somewhere, so that nothing need be named.
    pub(super) fn of<'m>(
        program: &Program,
        models: impl Iterator<Item = (ModelId, &'m Model)>,
        globs: &FxHashSet<ModelId>,
    ) -> Self {
        let named = |name: &str| program.names_anywhere(word(name));
        let types = models.map(|(id, model)| {
            let types = match globs.contains(&id) {
                true => (0..).take(model.file.types.len()).collect(),
                false => live(model, &named),
            };
            (id, types)
        });
        Live {
            types: types.collect(),
        }
    }

    /// Whether a call of a model can be made: it is no method, or there can be a value of its type.
    pub(super) fn can_be_called(&self, id: ModelId, model: &Model, call: &str) -> bool {
        let ty = call.rsplit_once("::");
        let ty = ty.and_then(|(ty, _)| model.type_index(ty));
        let types = self.types.get(&id);
        ty.is_none_or(|ty| types.is_none_or(|types| types.contains(&ty)))
    }

    /// The names of methods that open, make or close something of a type that can be had.
    pub(super) fn methods<'m>(
        &self,
        id: ModelId,
        model: &'m Model,
    ) -> impl Iterator<Item = &'m str> {
        let file = &model.file;
        let calls = file.open.iter().flat_map(|o| &o.call);
        let calls = calls.chain(file.close.iter().flat_map(|c| &c.call));
        let calls = calls.chain(file.create.iter().flat_map(|c| &c.call));
        calls
            .filter(move |call| self.can_be_called(id, model, call))
            .map(|call| call.rsplit("::").next().unwrap_or(call))
            .filter(|name| *name != "new")
    }
}

fn live(model: &Model, named: &dyn Fn(&str) -> bool) -> FxHashSet<u32> {
    let last = |path: &str| path.rsplit("::").next().is_some_and(named);
    let types = (0..).zip(&model.file.types);
    let is_named =
        types.filter(|(_, ty)| ty.stands_for.is_some() || ty.paths.iter().any(|path| last(path)));
    let mut found: FxHashSet<u32> = is_named.map(|(index, _)| index).collect();
    let given: Vec<(&String, Vec<u32>)> = gives(&model.file)
        .flat_map(|(calls, returns)| {
            let types = returns.filter_map(|ty| model.type_index(ty));
            let types: Vec<u32> = types.collect();
            calls.iter().map(move |call| (call, types.clone()))
        })
        .collect();
    loop {
        let before = found.len();
        for (call, types) in &given {
            let ty = call.rsplit_once("::");
            let of = ty.and_then(|(ty, _)| model.type_index(ty));
            if of.is_none_or(|of| found.contains(&of)) {
                found.extend(types);
            }
        }
        for (index, ty) in (0..).zip(&model.file.types) {
            if found.contains(&index) {
                let fields = ty.fields.values();
                found.extend(fields.filter_map(|ty| model.type_index(ty)));
            }
        }
        if found.len() == before {
            return found;
        }
    }
}

/// The calls that give values of types of the model, and the types.
fn gives(
    file: &ModelFile,
) -> impl Iterator<Item = (&[String], Box<dyn Iterator<Item = &String> + '_>)> {
    fn types<K>(returns: &BTreeMap<K, String>) -> Box<dyn Iterator<Item = &String> + '_> {
        Box::new(returns.values())
    }
    let gives = file.gives.iter().map(|g| (&*g.call, types(&g.returns)));
    let create = file.create.iter().map(|c| (&*c.call, types(&c.returns)));
    let open = file.open.iter().map(|o| (&*o.call, types(&o.returns)));
    let close = file.close.iter().map(|c| (&*c.call, types(&c.returns)));
    let spawn = file.spawn.iter().map(|s| (&*s.call, types(&s.returns)));
    gives.chain(create).chain(open).chain(close).chain(spawn)
}
