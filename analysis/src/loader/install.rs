//! From a lowered file to modules: inline ones become modules of their own, declared ones are asked for.

use std::path::Path;

use super::dir::Dir;
use super::tree::{LoadedModule, Loader, Request};
use crate::ir::{ItemKind, ModuleIr};
use crate::source::{FileId, Span};

/// How many modules are made: a file can be included under many names, those again, and so on.
const MAX_MODULES: usize = 50_000;

/// A module that is made of a file or a part of one.
struct Install {
    parent: Option<usize>,
    name: String,
    public: bool,
    macro_use: bool,
    declared: Option<Span>,
    module: ModuleIr,
    dir: Dir,
}

impl Loader<'_> {
    /// Makes the module of a file, with those inline in it, and asks for those that it declares.
    pub(super) fn install(
        &mut self,
        request: &Request,
        index: usize,
        file: FileId,
        module: ModuleIr,
        next: &mut Vec<Request>,
    ) {
        let mut ancestor = request.parent;
        while let Some(a) = ancestor {
            if self.loaded.modules[a].file == file {
                let message = format!("module `{}` includes a file that includes it", request.name);
                self.problem(request.span, message);
                return;
            }
            ancestor = self.loaded.modules[a].parent;
        }
        let dir = Dir {
            // As written, not canonical: a linked file's children lie beside the link.
            path: request
                .candidates
                .get(index)
                .and_then(|p| p.parent())
                .map(Path::to_owned)
                .unwrap_or_default(),
            relative: (request.named_dir && index == 0).then(|| request.name.clone()),
        };
        let mut work = vec![Install {
            parent: request.parent,
            name: request.name.clone(),
            public: request.public,
            macro_use: request.macro_use,
            declared: request.span,
            module,
            dir,
        }];
        while let Some(next_one) = work.pop() {
            let Install {
                parent,
                name,
                public,
                macro_use,
                declared,
                module,
                dir,
            } = next_one;
            if self.loaded.modules.len() >= MAX_MODULES {
                if !std::mem::replace(&mut self.full, true) {
                    self.problem(
                        request.span,
                        format!("more than {MAX_MODULES} modules; the rest was not read"),
                    );
                }
                return;
            }
            let id = self.loaded.modules.len();
            match parent {
                Some(p) => self.loaded.modules[p].children.push(id),
                None => self.loaded.crates[request.krate].root = Some(id),
            }
            let mut ir = ModuleIr {
                uses: module.uses,
                items: Vec::new(),
            };
            let mut inline = Vec::new();
            for item in module.items {
                match item.kind {
                    ItemKind::ModDecl {
                        path_attr,
                        macro_use,
                    } => {
                        if self.loaded.crates[request.krate].cfg.keeps(&item.cfg) {
                            next.push(Request {
                                krate: request.krate,
                                parent: Some(id),
                                candidates: dir.candidates(&item.name, path_attr.as_deref()),
                                named_dir: path_attr.is_none(),
                                name: item.name,
                                public: item.public,
                                macro_use,
                                span: Some(item.span),
                            });
                        }
                    }
                    ItemKind::Mod {
                        module,
                        path_attr,
                        macro_use,
                    } => {
                        if self.loaded.crates[request.krate].cfg.keeps(&item.cfg) {
                            let dir = dir.inline(&item.name, path_attr.as_deref());
                            inline.push(Install {
                                parent: Some(id),
                                name: item.name,
                                public: item.public,
                                macro_use,
                                declared: Some(item.span),
                                module,
                                dir,
                            });
                        }
                    }
                    kind => ir.items.push(crate::ir::ItemIr { kind, ..item }),
                }
            }
            // The stack gives them back in source order.
            work.extend(inline.into_iter().rev());
            self.loaded.modules.push(LoadedModule {
                name,
                parent,
                children: Vec::new(),
                file,
                public,
                declared,
                macro_use,
                krate: request.krate,
                ir,
            });
        }
    }
}
