//! Which of the bodies that have not been read could name something, by the words in them.

use double_connect_clients::{Model, ModelId};
use rustc_hash::{FxHashMap, FxHashSet};

use super::live::Live;
use crate::ir::Ty;
use crate::lower::word;
use crate::names::{AdtKind, BodyTree, FnId, FnOwner, Program, RTy};

/// The bodies of a program, and which of them nobody has looked at yet.
pub(super) struct Bodies<'p> {
    program: &'p Program,
    /// Functions whose bodies were read with their files.
    read: Vec<FnId>,
    /// By word: the functions whose bodies contain it.
    by_word: FxHashMap<u32, Vec<FnId>>,
    /// The functions that have not been given to anybody.
    left: FxHashSet<FnId>,
    /// The names that imports and aliases give to what has a name.
    other_names: FxHashMap<&'p str, Vec<&'p str>>,
}

impl<'p> Bodies<'p> {
    pub(super) fn of(program: &'p Program) -> Self {
        let mut bodies = Bodies {
            program,
            read: Vec::new(),
            by_word: FxHashMap::default(),
            left: FxHashSet::default(),
            other_names: FxHashMap::default(),
        };
        for (i, def) in program.fns.iter().enumerate() {
            let id = FnId(i as u32);
            let body = def.body.map(|body| &program.bodies[body.tree as usize]);
            match body.and_then(BodyTree::words) {
                Some(words) => {
                    bodies.left.insert(id);
                    for word in words {
                        bodies.by_word.entry(*word).or_default().push(id);
                    }
                }
                None => bodies.read.push(id),
            }
        }
        if !bodies.left.is_empty() {
            bodies.collect_names();
        }
        bodies
    }

    fn collect_names(&mut self) {
        let mut add = |of: &'p str, name: &'p str| {
            let names = self.other_names.entry(of).or_default();
            if of != name && !names.contains(&name) {
                names.push(name);
            }
        };
        for item in self.program.modules.iter().flat_map(|module| &module.uses) {
            if let Some(name) = &item.name {
                add(item.path.last(), name);
            }
        }
        let aliases = self.program.aliases.iter().map(|a| (&a.name, &a.ty));
        let associated = self.program.impls.iter().flat_map(|i| &i.types_ir);
        for (name, ty) in aliases.chain(associated.map(|(name, ty)| (name, ty))) {
            if let Some(of) = name_of(ty) {
                add(of, name);
            }
        }
    }

    /// Takes the functions whose bodies were read with their files.
    pub(super) fn read(&mut self) -> Vec<FnId> {
        std::mem::take(&mut self.read)
    }

    /// Takes the functions that could call something of clients: whatever a model knows by its path, and methods that open,
    /// make or close something of any value.
    pub(super) fn naming_clients<'m>(
        &mut self,
        clients: impl Iterator<Item = (ModelId, &'m Model)>,
        live: &Live,
    ) -> Vec<FnId> {
        let mut found = Vec::new();
        for (id, model) in clients {
            let methods: FxHashSet<&str> = live.methods(id, model).collect();
            let calls = model.calls();
            for call in calls.filter(|call| live.can_be_called(id, model, call)) {
                let mut path = call.rsplit("::");
                let name = path.next().unwrap_or(call);
                let ty = path.next().filter(|ty| is_type(ty));
                match ty.filter(|_| !methods.contains(name)) {
                    Some(ty) => self.take_of_type(name, ty, &mut found),
                    None => self.take(name, &|_| true, &mut found),
                }
            }
        }
        found
    }

    /// Takes the functions that could name a function, or make a value that it drops.
    pub(super) fn naming(&mut self, id: FnId) -> Vec<FnId> {
        let mut found = Vec::new();
        let program = self.program;
        let def = &program[id];
        let name = def.ir.name.as_str();
        match def.owner {
            FnOwner::Impl(of) => {
                let of = &program[of];
                let path = of.trait_path.is_none() && !def.ir.has_self;
                match name_of(&of.self_ty_ir).filter(|_| path) {
                    Some(ty) => self.take_of_type(name, ty, &mut found),
                    None => self.take(name, &|_| true, &mut found),
                }
                if let RTy::Adt(adt, _) = &of.self_ty
                    && program.drop_impl(*adt) == Some(id)
                {
                    self.take(&program[*adt].name, &|_| true, &mut found);
                    self.take("Self", &|_| true, &mut found);
                    if let AdtKind::Enum { variants } = &program[*adt].kind {
                        for variant in variants {
                            self.take(&variant.name, &|_| true, &mut found);
                        }
                    }
                }
            }
            FnOwner::Free | FnOwner::Trait(_) => self.take(name, &|_| true, &mut found),
        }
        found
    }

    /// Takes the functions that could name an associated function of a type.
    fn take_of_type(&mut self, name: &str, ty: &str, found: &mut Vec<FnId>) {
        let mut types: FxHashSet<u32> = self.names(ty).into_iter().map(word).collect();
        types.insert(word("Self"));
        self.take(
            name,
            &|words| words.iter().any(|w| types.contains(w)),
            found,
        );
    }

    /// Takes the functions that contain a name, or another name of the same, and whose words fit.
    fn take(&mut self, name: &str, fits: &dyn Fn(&[u32]) -> bool, found: &mut Vec<FnId>) {
        for name in self.names(name) {
            let Some(functions) = self.by_word.get(&word(name)) else {
                continue;
            };
            for id in functions {
                let words = self.program[*id].body.and_then(|body| {
                    let tree = &self.program.bodies[body.tree as usize];
                    tree.words()
                });
                if self.left.contains(id) && words.is_none_or(fits) {
                    self.left.remove(id);
                    found.push(*id);
                }
            }
        }
    }

    /// A name, and all others of the same.
    fn names<'n>(&self, name: &'n str) -> Vec<&'n str>
    where
        'p: 'n,
    {
        let mut names = vec![name];
        let mut at = 0;
        while let Some(name) = names.get(at) {
            let more = self.other_names.get(name).into_iter().flatten();
            let more: Vec<&str> = more.copied().filter(|n| !names.contains(n)).collect();
            names.extend(more);
            at += 1;
        }
        names
    }
}

/// The last name of a type as written.
fn name_of(ty: &Ty) -> Option<&str> {
    match ty {
        Ty::Path(path) => Some(path.last()),
        _ => None,
    }
}

fn is_type(name: &str) -> bool {
    name.starts_with(char::is_uppercase)
}
