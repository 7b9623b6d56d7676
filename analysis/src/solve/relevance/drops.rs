//! Of which types a drop runs code of the project.

use super::answered;
use crate::domain::Type;
use crate::names::{AdtId, AdtKind, RTy};
use crate::solve::Solver;

impl Solver<'_> {
    /// Whether the drop of a value of which only the type is known runs a `Drop` that matters: its own, or that of a part
    /// that it surely or perhaps has. Of collections this is not asked.
    pub(crate) fn type_runs_drop(&self, ty: &Type) -> bool {
        match ty {
            Type::Option(t) | Type::Wrap(_, t) => self.type_runs_drop(t),
            Type::Result(ok, err) => self.type_runs_drop(ok) || self.type_runs_drop(err),
            Type::Tuple(parts) => parts.iter().any(|t| self.type_runs_drop(t)),
            Type::Adt(ty) => self.adt_runs_drop(ty.id, &ty.args),
            _ => false,
        }
    }

    /// The variants of a type with parts of which a drop runs a `Drop` that matters. A struct has none.
    pub(crate) fn variants_run_drop(&self, ty: &Type) -> Vec<String> {
        let one = |name: &str, ty: &Type| self.type_runs_drop(ty).then(|| name.to_owned());
        match ty {
            Type::Option(some) => Vec::from_iter(one("Some", some)),
            Type::Result(ok, err) => one("Ok", ok).into_iter().chain(one("Err", err)).collect(),
            Type::Adt(ty) => match &self.program[ty.id].kind {
                AdtKind::Enum { variants } => (0..)
                    .zip(variants)
                    .filter(|(at, variant)| {
                        let mut fields = variant.fields.iter();
                        fields.any(|f| self.field_runs_drop(ty.id, Some(*at), &f.name, &ty.args))
                    })
                    .map(|(_, variant)| variant.name.clone())
                    .collect(),
                AdtKind::Struct { .. } => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    fn adt_runs_drop(&self, id: AdtId, args: &[RTy]) -> bool {
        answered(&self.relevance.drops, id, args, |args| {
            let own = self.program.drop_impl(id);
            own.is_some_and(|f| self.relevance.matters(f))
                || self.program[id]
                    .any_field(|variant, name| self.field_runs_drop(id, variant, name, args))
        })
    }

    /// The same of a field of a struct or variant.
    fn field_runs_drop(&self, id: AdtId, variant: Option<u32>, name: &str, args: &[RTy]) -> bool {
        let ty = self.program.field_ty(id, variant, name, args);
        self.type_runs_drop(&self.type_of(&ty))
    }
}
