//! Which functions can matter: those that reach a call of a modelled client (paths as resolved, methods by the type of
//! their receiver or, where declarations do not tell it, by name and number of arguments). The others are not analysed on
//! their own, and a call of one is followed only if it could change a slot or give an identity.

mod callers;
mod drops;
mod found;
mod live;
mod unread;
mod uses;

use std::cell::RefCell;
use std::sync::Arc;

use double_connect_clients::model::Role;
use rustc_hash::FxHashMap;

use super::Solver;
use super::summary::Key;
use crate::domain::types::Code;
use crate::domain::{State, Type, Val};
use crate::names::{AdtId, FnId, RTy};
pub(crate) use found::Found;

/// A body with at most this many blocks is followed for its result alone (it may be an identity); a larger one is not.
const SMALL: usize = 10;

/// What is known before anything is solved.
#[derive(Clone, Default)]
pub(crate) struct Relevance {
    found: Arc<Found>,
    /// By type and type arguments: whether a value can hold a connection.
    adts: Answers,
    /// The same: whether the drop of a value runs a `Drop` that matters.
    drops: Answers,
}

/// Type arguments that nest deeper count as unknown, so that types that contain larger ones of themselves have an end.
const MAX_NESTING: u32 = 3;

impl From<Arc<Found>> for Relevance {
    fn from(found: Arc<Found>) -> Self {
        Relevance {
            found,
            adts: RefCell::default(),
            drops: RefCell::default(),
        }
    }
}

impl Relevance {
    /// Whether any code names a function that matters: calls it, as far as its name says, or passes it on.
    pub(crate) fn is_named(&self, id: FnId) -> bool {
        self.found.is_named(id)
    }

    /// Whether a function reaches a modelled call.
    pub(crate) fn matters(&self, id: FnId) -> bool {
        self.found.matters(id)
    }

    /// Whether a function is somewhere named as a value.
    pub(crate) fn is_value(&self, id: FnId) -> bool {
        self.found.is_value(id)
    }
}

impl Solver<'_> {
    /// Whether a call of a function need not be followed: it reaches no modelled call, takes nothing that could be or
    /// hold a connection (other than to look at it), and is too large to be a source of identities.
    pub(crate) fn can_skip(&self, s: &State, id: FnId, args: &[Val]) -> bool {
        if self.relevance.matters(id) {
            return false;
        }
        let def = &self.program[id];
        let Some(body) = def.body else { return false };
        if self.program[body].body.blocks.len() <= SMALL
            || self.may_hold(&self.type_of(&self.program.fn_ret_ty(id)))
        {
            return false;
        }
        !args.iter().enumerate().any(|(i, v)| {
            let looked_at = matches!(
                self.program.fn_param_ty(id, i),
                RTy::Ref { mutable: false, .. }
            );
            if looked_at {
                return false;
            }
            match self.value_type(s, v) {
                // What goes through it may be known to the function alone.
                end @ Type::End(..) => {
                    let declared = self.type_of(&self.program.fn_param_ty(id, i));
                    self.may_hold(&end) || self.may_hold(&declared)
                }
                ty => self.may_hold(&ty),
            }
        })
    }

    /// Whether an analysis is made for its result alone: that of a function that reaches no modelled call, and takes and
    /// returns nothing that could be or hold a connection (other than to look at it). It is worth little work.
    pub(crate) fn is_for_result(&self, key: &Key) -> bool {
        let Code::Fn(id) = key.code else { return false };
        let looked_at = |i| {
            let ty = self.program.fn_param_ty(id, i);
            matches!(ty, RTy::Ref { mutable: false, .. })
        };
        let mut args = key.args.iter().enumerate();
        !self.relevance.matters(id)
            && !self.may_hold(&self.type_of(&self.program.fn_ret_ty(id)))
            && args.all(|(i, ty)| looked_at(i) || !self.may_hold(ty))
    }

    /// Whether a value of the type can hold (part of) a connection or a task, or make one when it is dropped, as far as the
    /// type says.
    pub(crate) fn may_hold(&self, ty: &Type) -> bool {
        match ty {
            Type::Handle(id) => !matches!(self.type_model(*id).role, Role::Plain | Role::Timer),
            Type::Fun(_) | Type::Future(_) => true,
            Type::Ref(t)
            | Type::Option(t)
            | Type::Shared(t)
            | Type::End(_, t)
            | Type::Wrap(_, t) => self.may_hold(t),
            Type::Coll(ty) => self.may_hold(&ty.elem),
            Type::Result(t, e) => self.may_hold(t) || self.may_hold(e),
            Type::Tuple(ts) => ts.iter().any(|t| self.may_hold(t)),
            Type::Adt(ty) => self.adt_may_hold(ty.id, &ty.args),
            Type::Unknown
            | Type::Bool
            | Type::Data
            | Type::Entry
            | Type::Iter(..)
            | Type::Other(_) => false,
        }
    }

    fn adt_may_hold(&self, id: AdtId, args: &[RTy]) -> bool {
        answered(&self.relevance.adts, id, args, |args| {
            let drop = self.program.drop_impl(id);
            drop.is_some_and(|f| self.relevance.matters(f))
                || self.program[id].any_field(|variant, name| {
                    let ty = self.program.field_ty(id, variant, name, args);
                    ty.is_open() || self.may_hold(&self.type_of(&ty))
                })
        })
    }
}

/// What is known of types, by their arguments.
type Answers = RefCell<FxHashMap<(AdtId, Vec<RTy>), bool>>;

/// The answer to a question about a type of the program, given its arguments; asked once. That of a recursive type is what
/// its other parts say.
fn answered(known: &Answers, id: AdtId, args: &[RTy], ask: impl FnOnce(&[RTy]) -> bool) -> bool {
    let args: Vec<RTy> = args.iter().map(|arg| cut(arg, MAX_NESTING)).collect();
    let key = (id, args);
    if let Some(answer) = known.borrow().get(&key) {
        return *answer;
    }
    known.borrow_mut().insert(key.clone(), false);
    let answer = ask(&key.1);
    known.borrow_mut().insert(key, answer);
    answer
}

/// A type without what nests deeper.
fn cut(ty: &RTy, depth: u32) -> RTy {
    let Some(depth) = depth.checked_sub(1) else {
        return RTy::Unknown;
    };
    let one = |ty: &RTy| Box::new(cut(ty, depth));
    let all = |tys: &[RTy]| tys.iter().map(|ty| cut(ty, depth)).collect();
    match ty {
        RTy::Adt(id, args) => RTy::Adt(*id, all(args)),
        RTy::External { krate, path, args } => RTy::External {
            krate: *krate,
            path: path.clone(),
            args: all(args),
        },
        RTy::Ref { inner, mutable } => RTy::Ref {
            inner: one(inner),
            mutable: *mutable,
        },
        RTy::Tuple(parts) => RTy::Tuple(all(parts)),
        RTy::Array(inner) => RTy::Array(one(inner)),
        RTy::Slice(inner) => RTy::Slice(one(inner)),
        RTy::Prim(_) | RTy::Param(_) => ty.clone(),
        _ => RTy::Unknown,
    }
}
