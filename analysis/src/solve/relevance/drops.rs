//! Of which types a drop runs code of the project.

use super::{MAX_NESTING, cut};
use crate::domain::Type;
use crate::names::{AdtId, AdtKind, RTy};
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
        let args: Vec<RTy> = args.iter().map(|arg| cut(arg, MAX_NESTING)).collect();
        let key = (id, args);
        if let Some(known) = self.relevance.drops.borrow().get(&key) {
            return *known;
        }
        // A recursive type runs what its other parts run.
        self.relevance.drops.borrow_mut().insert(key.clone(), false);
        let own = self.program.drop_impl(id);
        let runs = own.is_some_and(|f| self.relevance.matters(f))
            || match &self.program[id].kind {
                AdtKind::Struct { fields, .. } => fields.iter().any(|field| {
                    let ty = self.program.field_ty(id, None, &field.name, &key.1);
                    self.type_runs_drop(&self.type_of(&ty))
                }),
                AdtKind::Enum { .. } => false,
            };
        self.relevance.drops.borrow_mut().insert(key, runs);
        runs
    }
}
