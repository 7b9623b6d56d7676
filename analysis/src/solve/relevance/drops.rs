//! Of which types a drop runs code of the project.

use super::answered;
use crate::domain::Type;
use crate::names::{AdtId, RTy};
use crate::solve::Solver;

impl Solver<'_> {
    /// Whether the drop of a value of which only the type is known runs a `Drop` that matters: its own, or that of a part
    /// that it surely or perhaps has. Of enums of the project, and of collections, this is not asked.
    pub(crate) fn type_runs_drop(&self, ty: &Type) -> bool {
        match ty {
            Type::Option(t) | Type::Wrap(_, t) => self.type_runs_drop(t),
            Type::Tuple(parts) => parts.iter().any(|t| self.type_runs_drop(t)),
            Type::Adt(ty) => self.adt_runs_drop(ty.id, &ty.args),
            _ => false,
        }
    }

    fn adt_runs_drop(&self, id: AdtId, args: &[RTy]) -> bool {
        answered(&self.relevance.drops, id, args, |args| {
            let own = self.program.drop_impl(id);
            own.is_some_and(|f| self.relevance.matters(f))
                || self.program[id].fields(None).iter().any(|field| {
                    let ty = self.program.field_ty(id, None, &field.name, args);
                    self.type_runs_drop(&self.type_of(&ty))
                })
        })
    }
}
