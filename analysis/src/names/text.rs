//! Resolved names and types as text, for dumps and tests.

use super::{Program, RBound, RTrait, RTy, Res};

impl Program {
    /// What a path means, as text: the kind and the path, `fn gateway::net::open`, `extern rumqttc::AsyncClient::new`.
    #[must_use]
    pub fn res_text(&self, res: &Res) -> String {
        match res {
            Res::Module(id) => format!("mod {}", self[*id].path),
            Res::Fn(id) => format!("fn {}", self[*id].path),
            Res::Adt(id) => format!("type {}", self[*id].path),
            Res::Variant(id, variant) => {
                let name = match &self[*id].kind {
                    super::AdtKind::Enum { variants } => {
                        variants.get(*variant as usize).map(|v| v.name.as_str())
                    }
                    super::AdtKind::Struct { .. } => None,
                };
                format!("variant {}::{}", self[*id].path, name.unwrap_or("?"))
            }
            Res::Const(id) => format!("const {}", self[*id].path),
            Res::Trait(id) => format!("trait {}", self[*id].path),
            Res::TraitFn(id, name) => format!("trait fn {}::{name}", self[*id].path),
            Res::Alias(id) => format!("alias {}::{}", self[self[*id].module].path, self[*id].name),
            Res::TypeParam(name) => format!("param {name}"),
            Res::External { krate, path } => format!("extern {}", self.external_text(*krate, path)),
            Res::Prim(name) => format!("prim {name}"),
            Res::Unknown => "unknown".to_owned(),
        }
    }

    /// A type as text, with the last names of paths: `Arc<Mutex<Link>>`. Type parameters have a `'` before them, what is
    /// not known is `?`.
    #[must_use]
    pub fn ty_text(&self, ty: &RTy) -> String {
        let with_args = |name: &str, args: &[RTy]| {
            if args.is_empty() {
                name.to_owned()
            } else {
                format!("{name}<{}>", self.tys_text(args))
            }
        };
        match ty {
            RTy::Adt(id, args) => with_args(&self[*id].name, args),
            RTy::External { path, args, .. } => {
                with_args(path.last().map_or("?", String::as_str), args)
            }
            RTy::Ref { inner, mutable } => format!(
                "&{}{}",
                if *mutable { "mut " } else { "" },
                self.ty_text(inner)
            ),
            RTy::Ptr(inner) => format!("*{}", self.ty_text(inner)),
            RTy::Tuple(fields) => format!("({})", self.tys_text(fields)),
            RTy::Array(inner) => format!("[{}; _]", self.ty_text(inner)),
            RTy::Slice(inner) => format!("[{}]", self.ty_text(inner)),
            RTy::Param(name) => format!("'{name}"),
            RTy::Assoc(base, name) => format!("{}::{name}", self.ty_text(base)),
            RTy::Impl(bounds) => format!("impl {}", self.bounds_text(bounds)),
            RTy::Dyn(bounds) => format!("dyn {}", self.bounds_text(bounds)),
            RTy::FnPtr { params, ret } => {
                format!("fn({}) -> {}", self.tys_text(params), self.ty_text(ret))
            }
            RTy::Prim(name) => name.clone(),
            RTy::Never => "!".to_owned(),
            RTy::Unknown => "?".to_owned(),
        }
    }

    fn tys_text(&self, tys: &[RTy]) -> String {
        tys.iter()
            .map(|t| self.ty_text(t))
            .collect::<Vec<_>>()
            .join(", ")
    }

    fn bounds_text(&self, bounds: &[RBound]) -> String {
        let one = |bound: &RBound| {
            let name = match &bound.tr {
                RTrait::Local(id) => self[*id].name.clone(),
                RTrait::External { path, .. } => path.last().cloned().unwrap_or_default(),
                RTrait::Unknown => "?".to_owned(),
            };
            match &bound.signature {
                Some((params, ret)) => {
                    format!("{name}({}) -> {}", self.tys_text(params), self.ty_text(ret))
                }
                None if bound.args.is_empty() => name,
                None => format!("{name}<{}>", self.tys_text(&bound.args)),
            }
        };
        bounds.iter().map(one).collect::<Vec<_>>().join(" + ")
    }

    fn external_text(&self, krate: super::ExternId, path: &[String]) -> String {
        let import = self
            .externs
            .get(krate.index())
            .map_or("?", |c| c.import.as_str());
        std::iter::once(import)
            .chain(path.iter().map(String::as_str))
            .collect::<Vec<_>>()
            .join("::")
    }
}
