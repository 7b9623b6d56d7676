//! From module trees to definitions: ids for everything, bodies taken apart, the crates that code can name.

use super::scope::{Binding, Ns, Rank};
use super::{
    AdtDef, AdtId, AdtKind, AliasDef, AliasId, BodyOwner, ConstDef, ConstId, CrateDef, CrateId,
    FnDef, FnId, FnOwner, ImplDef, ImplId, MacroDef, ModuleDef, ModuleId, ModuleKind, Program, RTy,
    Res, TraitDef, TraitId, externs,
};
use crate::input::ProjectInput;
use crate::ir::{Body, FnIr, ImplIr, ItemIr, ItemKind, ModuleIr, Ty};
use crate::loader::{Cfg, Loaded};
use crate::source::{FileId, Span};

/// How deep bodies and the items in them are followed.
pub(super) const MAX_NESTING: usize = 200;

/// Takes the loaded modules apart into definitions.
pub(super) fn collect(program: &mut Program, input: &ProjectInput, mut loaded: Loaded) {
    program.sources = std::mem::take(&mut loaded.sources);
    program.problems = std::mem::take(&mut loaded.problems);
    let mut trees: Vec<_> = std::mem::take(&mut loaded.modules)
        .into_iter()
        .map(Some)
        .collect();
    let mut ids = Vec::new();
    for krate in &loaded.crates {
        // A crate whose root could not be read has no module, and nothing can name it.
        let Some(root) = krate.root else {
            ids.push(None);
            continue;
        };
        let id = CrateId(program.crates.len() as u32);
        ids.push(Some(id));
        let first_module = ModuleId(program.modules.len() as u32);
        program.crates.push(CrateDef {
            name: krate.name.clone(),
            package: krate.package,
            target: krate.target,
            kind: krate.kind,
            edition: krate.edition,
            root: first_module,
        });
        let mut collector = Collector {
            p: program,
            krate: id,
            cfg: &krate.cfg,
            nesting: 0,
        };
        let mut work = vec![(root, None)];
        while let Some((index, parent)) = work.pop() {
            let Some(tree) = trees.get_mut(index).and_then(Option::take) else {
                continue;
            };
            let kind = if parent.is_some() {
                ModuleKind::Named
            } else {
                ModuleKind::Root
            };
            let module = collector.module(kind, tree.name, parent, tree.file, tree.public);
            collector.items(module, tree.ir);
            work.extend(tree.children.into_iter().rev().map(|c| (c, Some(module))));
        }
    }
    externs::extern_preludes(program, input, &loaded.crates, &ids);
}

/// Makes the definitions of one crate.
pub(super) struct Collector<'a> {
    pub(super) p: &'a mut Program,
    pub(super) krate: CrateId,
    cfg: &'a Cfg,
    pub(super) nesting: usize,
}

impl Collector<'_> {
    pub(super) fn module(
        &mut self,
        kind: ModuleKind,
        name: String,
        parent: Option<ModuleId>,
        file: FileId,
        public: bool,
    ) -> ModuleId {
        let id = ModuleId(self.p.modules.len() as u32);
        let path = match parent {
            Some(parent) if kind == ModuleKind::Named => format!("{}::{name}", self.p[parent].path),
            Some(parent) => self.p[parent].path.clone(),
            None => name.clone(),
        };
        if let (Some(parent), ModuleKind::Named) = (parent, kind) {
            self.bind(parent, &name, Ns::Types, Res::Module(id), public);
        }
        self.p.modules.push(ModuleDef {
            name,
            path,
            kind,
            krate: self.krate,
            parent,
            file,
            public,
            uses: Vec::new(),
        });
        self.p.scopes.push(Default::default());
        id
    }

    fn bind(&mut self, module: ModuleId, name: &str, ns: Ns, res: Res, public: bool) {
        if name == "_" || name.is_empty() {
            return;
        }
        let slot = self.p.scopes[module.index()]
            .entries
            .entry(name.to_owned())
            .or_default()
            .slot(ns);
        // Two of a name come from two sides of a `cfg`: the first one stands for both.
        if slot.is_none() {
            *slot = Some(Binding {
                res,
                public,
                rank: Rank::Declared,
                from: 0,
            });
        }
    }

    fn path(&self, module: ModuleId, name: &str) -> String {
        format!("{}::{name}", self.p[module].path)
    }

    pub(super) fn items(&mut self, module: ModuleId, ir: ModuleIr) {
        let cfg = self.cfg;
        self.p.modules[module.index()].uses =
            ir.uses.into_iter().filter(|u| cfg.keeps(&u.cfg)).collect();
        for item in ir.items {
            if self.cfg.keeps(&item.cfg) {
                self.item(module, item);
            }
        }
    }

    fn item(&mut self, module: ModuleId, item: ItemIr) {
        let ItemIr {
            name,
            span,
            name_span,
            public,
            cfg: _,
            kind,
        } = item;
        match kind {
            ItemKind::Fn(ir) => {
                let path = self.path(module, &name);
                let id = self.function(module, *ir, FnOwner::Free, path);
                self.bind(module, &name, Ns::Values, Res::Fn(id), public);
            }
            ItemKind::Struct(ir) => {
                // A struct with named fields has no constructor of its own; unit structs have no fields at all.
                let constructor = ir.tuple || ir.fields.is_empty();
                let kind = AdtKind::Struct {
                    fields: ir.fields,
                    tuple: ir.tuple,
                };
                let id = self.adt(
                    module,
                    &name,
                    name_span,
                    public,
                    kind,
                    ir.generics,
                    ir.derives,
                );
                if constructor {
                    self.bind(module, &name, Ns::Values, Res::Adt(id), public);
                }
            }
            ItemKind::Enum(ir) => {
                let kind = AdtKind::Enum {
                    variants: ir.variants,
                };
                self.adt(
                    module,
                    &name,
                    name_span,
                    public,
                    kind,
                    ir.generics,
                    ir.derives,
                );
            }
            ItemKind::Impl(ir) => self.implementation(module, ir, name_span),
            ItemKind::Trait(ir) => {
                let id = TraitId(self.p.traits.len() as u32);
                let path = self.path(module, &name);
                self.p.traits.push(TraitDef {
                    name: name.clone(),
                    path: path.clone(),
                    krate: self.krate,
                    module,
                    public,
                    generics: ir.generics,
                    fns: Vec::new(),
                });
                self.bind(module, &name, Ns::Types, Res::Trait(id), public);
                let fns = self.functions(module, ir.fns, FnOwner::Trait(id), &path);
                self.p.traits[id.index()].fns = fns;
            }
            ItemKind::Alias { generics, ty } => {
                let id = AliasId(self.p.aliases.len() as u32);
                self.p.aliases.push(AliasDef {
                    name: name.clone(),
                    module,
                    generics,
                    ty,
                });
                self.bind(module, &name, Ns::Types, Res::Alias(id), public);
                // `type A = S;` is no constructor, but `A(..)` is not Rust either: one lookup serves `A::new`.
            }
            ItemKind::Const {
                ty,
                is_static,
                body,
            } => {
                let path = self.path(module, &name);
                let id = self.constant(
                    module,
                    None,
                    (name.clone(), path, name_span),
                    ty,
                    is_static,
                    body,
                );
                self.bind(module, &name, Ns::Values, Res::Const(id), public);
            }
            ItemKind::MacroRules { rules } => self.p.macros.push(MacroDef {
                name,
                module,
                rules,
                span,
            }),
            ItemKind::Mod { module: inner, .. } => {
                if self.nesting < MAX_NESTING {
                    self.nesting += 1;
                    let file = self.p[module].file;
                    let id = self.module(ModuleKind::Named, name, Some(module), file, public);
                    self.items(id, inner);
                    self.nesting -= 1;
                }
            }
            // In a body: not Rust. In a module: the loader has taken it.
            ItemKind::ModDecl { .. } => {}
        }
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "the parts of one definition, passed once"
    )]
    fn adt(
        &mut self,
        module: ModuleId,
        name: &str,
        name_span: Span,
        public: bool,
        kind: AdtKind,
        generics: Vec<crate::ir::GenericIr>,
        derives: Vec<String>,
    ) -> AdtId {
        let id = AdtId(self.p.adts.len() as u32);
        let path = self.path(module, name);
        self.p.adts.push(AdtDef {
            name: name.to_owned(),
            path,
            krate: self.krate,
            module,
            name_span,
            public,
            kind,
            generics,
            derives,
            drop_impl: None,
        });
        self.bind(module, name, Ns::Types, Res::Adt(id), public);
        id
    }

    fn implementation(&mut self, module: ModuleId, ir: ImplIr, span: Span) {
        let id = ImplId(self.p.impls.len() as u32);
        let prefix = format!("{}::{}", self.p[module].path, type_name(&ir.self_ty));
        self.p.impls.push(ImplDef {
            krate: self.krate,
            module,
            span,
            generics: ir.generics,
            trait_path: ir.trait_path,
            trait_ref: None,
            trait_args: Vec::new(),
            self_ty_ir: ir.self_ty,
            self_ty: RTy::Unknown,
            fns: Vec::new(),
            types_ir: ir.types,
            types: Vec::new(),
            consts: Vec::new(),
        });
        let fns = self.functions(module, ir.fns, FnOwner::Impl(id), &prefix);
        let mut consts = Vec::new();
        for (name, ty, body) in ir.consts {
            let path = format!("{prefix}::{name}");
            consts.push(self.constant(module, Some(id), (name, path, span), ty, false, body));
        }
        let def = &mut self.p.impls[id.index()];
        def.fns = fns;
        def.consts = consts;
    }

    fn functions(
        &mut self,
        module: ModuleId,
        fns: Vec<FnIr>,
        owner: FnOwner,
        prefix: &str,
    ) -> Vec<FnId> {
        let mut ids = Vec::new();
        for ir in fns {
            if self.cfg.keeps(&ir.cfg) {
                let path = format!("{prefix}::{}", ir.name);
                ids.push(self.function(module, ir, owner, path));
            }
        }
        ids
    }

    fn function(&mut self, module: ModuleId, mut ir: FnIr, owner: FnOwner, path: String) -> FnId {
        let id = FnId(self.p.fns.len() as u32);
        let (body, unread) = (ir.body.take(), ir.unread.take());
        self.p.fns.push(FnDef {
            ir,
            path,
            krate: self.krate,
            module,
            owner,
            body: None,
        });
        if let Some(body) = body {
            let body = self.body(*body, BodyOwner::Fn(id), module);
            self.p.fns[id.index()].body = body;
        } else if let Some(unread) = unread {
            let body = self.unread(unread, id, module);
            self.p.fns[id.index()].body = body;
        }
        id
    }

    fn constant(
        &mut self,
        module: ModuleId,
        owner: Option<ImplId>,
        (name, path, name_span): (String, String, Span),
        ty: Ty,
        is_static: bool,
        body: Option<Box<Body>>,
    ) -> ConstId {
        let id = ConstId(self.p.consts.len() as u32);
        let def = ConstDef {
            name,
            path,
            krate: self.krate,
            module,
            owner,
            name_span,
            ty,
            is_static,
            body: None,
        };
        self.p.consts.push(def);
        if let Some(body) = body {
            let body = self.body(*body, BodyOwner::Const(id), module);
            self.p.consts[id.index()].body = body;
        }
        id
    }
}

/// The name of an impl's type, for messages.
fn type_name(ty: &Ty) -> String {
    match ty {
        Ty::Path(path) => path.last().to_owned(),
        Ty::Ref { inner, .. } | Ty::Ptr(inner) | Ty::Array(inner) | Ty::Slice(inner) => {
            type_name(inner)
        }
        Ty::Dyn(bounds) | Ty::ImplTrait(bounds) => bounds
            .first()
            .map_or_else(|| "_".to_owned(), |b| format!("dyn {}", b.path.last())),
        _ => "_".to_owned(),
    }
}
