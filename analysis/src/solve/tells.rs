//! Through which values one part of a program may learn what another one has done: ends of channels, flags, locks, and
//! whatever nobody knows. Data, and what models know, tell nothing.

use double_connect_clients::model::Role;

use super::Solver;
use super::stdlib::pointers_to;
use crate::domain::hold::{half, has_half};
use crate::domain::{Loc, State, Type, Val};
use crate::names::{AdtId, ConstId, RTy};

/// How deep values and types are looked into. Beyond it they may tell anything.
const MAX_DEPTH: usize = 6;

impl Solver<'_> {
    /// Whether others may learn something through a value that they have a part of.
    pub(crate) fn tells(&self, s: &State, v: &Val) -> bool {
        self.value_tells(s, v, false, MAX_DEPTH)
    }

    /// As [`Solver::tells`], of what a task takes. Through an end that sends it tells only who receives; where the other end is
    /// at hand here, that is noticed.
    pub(crate) fn tells_more(&self, s: &State, v: &Val) -> bool {
        let Val::Sym(e, ty) = v else {
            return self.tells(s, v);
        };
        let receives = |pair: u32| s.locals.values().any(|v| has_half(v, pair, true));
        match (&**ty, half(e)) {
            (Type::End(..), Some((pair, false))) => !receives(pair),
            _ => self.tells(s, v),
        }
    }

    /// Whether who has a value may learn something through it of others: through all that tells, but for ends that only send.
    pub(crate) fn hears(&self, s: &State, v: &Val) -> bool {
        match v {
            Val::Sym(_, ty) => match &**ty {
                Type::End(end, _) => self.type_model(*end).role != Role::SendingEnd,
                _ => self.tells(s, v),
            },
            _ => self.tells(s, v),
        }
    }

    /// A static is used: others may learn something by that.
    pub(crate) fn go_public(&self, s: &mut State, id: ConstId) {
        let public = &mut s.recent.in_public.0;
        *public = *public || self.declared_tells(&self.program.const_ty(id), MAX_DEPTH);
    }

    /// `shared`: it lies behind a pointer that others may have too, so that what looks like data may be a flag or a cell that
    /// is set once.
    fn value_tells(&self, s: &State, v: &Val, shared: bool, depth: usize) -> bool {
        let Some(depth) = depth.checked_sub(1) else {
            return true;
        };
        let behind = |loc: &Loc| self.value_tells(s, &self.read(s, loc), true, depth);
        match v {
            Val::Bool(_) => shared,
            Val::Sym(_, ty) => self.type_tells(ty, shared, depth),
            Val::Ref(loc) | Val::Guard(loc) => behind(loc),
            // The only pointer there is.
            Val::Shared(cell) if pointers_to(s, v) == 0 => {
                self.value_tells(s, &self.read(s, &Loc::cell(*cell)), shared, depth)
            }
            Val::Shared(cell) => behind(&Loc::cell(*cell)),
            Val::Adt(adt) if matches!(adt.ty, Type::Adt(_)) => {
                self.type_tells(&adt.ty, shared, depth)
            }
            Val::Adt(adt) if adt.base.is_some() => self.type_tells(&adt.ty, shared, depth),
            Val::Adt(adt) if adt.variant.is_some() && shared => true,
            Val::Adt(_) if shared && v.wrap().is_some_and(|wrap| wrap.is_changed_by_all()) => true,
            Val::Coll(coll) if !coll.is_exact() => true,
            other => {
                let mut found = false;
                other.children(&mut |child| found |= self.value_tells(s, child, shared, depth));
                found
            }
        }
    }

    fn type_tells(&self, ty: &Type, shared: bool, depth: usize) -> bool {
        let Some(depth) = depth.checked_sub(1) else {
            return true;
        };
        let tells = |ty: &Type| self.type_tells(ty, shared, depth);
        match ty {
            Type::Data => false,
            Type::Bool => shared,
            Type::Handle(ty) => self.type_model(*ty).role == Role::Plain,
            Type::Option(inner) => shared || tells(inner),
            Type::Ref(inner) | Type::Shared(inner) => self.type_tells(inner, true, depth),
            Type::Wrap(wrap, inner) => (shared && wrap.is_changed_by_all()) || tells(inner),
            Type::Result(ok, err) => tells(ok) || tells(err),
            Type::Tuple(parts) => parts.iter().any(tells),
            Type::Coll(coll) => tells(&coll.elem),
            Type::Fun(fun) | Type::Future(fun) => fun.captures.iter().any(tells),
            Type::Adt(ty) => self.fields_tell(ty.id, &ty.args, depth),
            Type::End(..) | Type::Unknown | Type::Entry | Type::Iter(..) | Type::Other(_) => true,
        }
    }

    fn fields_tell(&self, id: AdtId, args: &[RTy], depth: usize) -> bool {
        self.program[id].any_field(|variant, name| {
            let ty = self.program.field_ty(id, variant, name, args);
            self.declared_tells(&ty, depth)
        })
    }

    /// The same for a type as it is declared, where a flag is told from a number.
    fn declared_tells(&self, ty: &RTy, depth: usize) -> bool {
        let Some(depth) = depth.checked_sub(1) else {
            return true;
        };
        let tell = |types: &[RTy]| types.iter().any(|ty| self.declared_tells(ty, depth));
        match ty {
            RTy::Prim(_) => false,
            RTy::Ref { inner, mutable } => *mutable || self.declared_tells(inner, depth),
            RTy::Tuple(parts) => tell(parts),
            RTy::Array(inner) | RTy::Slice(inner) => self.declared_tells(inner, depth),
            RTy::Adt(id, args) => self.fields_tell(*id, args, depth),
            RTy::External { args, path, .. } => match self.type_of(ty) {
                // A cell that is set once is one too.
                Type::Option(_) => path.last().is_none_or(|name| name != "Option") || tell(args),
                Type::Bool => true,
                Type::Result(..) | Type::Coll(_) | Type::Shared(_) => tell(args),
                Type::Wrap(wrap, _) if wrap.is_changed_by_all() => true,
                other => self.type_tells(&other, false, depth),
            },
            _ => true,
        }
    }
}
